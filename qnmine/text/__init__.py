"""Documents and their views: normalised text with a map back, sentences, syllables, words."""
