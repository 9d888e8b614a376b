"""A linear-chain sequence tagger over integer columns: features, model file, decoding, training.

Nothing here knows a language task: a task supplies columns and templates, and reads label numbers back.
"""
