"""Vietnamese words: tokens with offsets, word segmentation, parts of speech."""

SEGMENTERS = ("qnmine", "underthesea")
"""The names of the segmenters, the default first."""
