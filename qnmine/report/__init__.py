"""The report: one HTML page of a corpus, with its texts, entities, tables and charts."""
