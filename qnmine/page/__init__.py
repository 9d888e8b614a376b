"""HTML for people: marked text and its colours, which the report, the served page and notebooks share."""
