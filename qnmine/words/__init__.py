"""Vietnamese words: tokens with offsets, word segmentation, parts of speech."""
