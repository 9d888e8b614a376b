"""Underthesea's own models read from its installed files and run in bulk, with its results."""
