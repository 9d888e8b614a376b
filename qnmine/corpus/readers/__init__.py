"""Readers of the input formats: from the bytes of one file to its documents."""
