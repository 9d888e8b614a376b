"""Random and mutated input for every reader and analyzer: `python -m tests.fuzz --help`."""
