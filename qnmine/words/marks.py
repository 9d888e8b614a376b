"""Characters that nobody sees."""

from __future__ import annotations

import unicodedata


def is_invisible(text: str) -> bool:
    """Tell whether a token has only control, format and zero-width characters (it is then no word)."""
    return not text.isprintable() and all(
        unicodedata.category(character) in ("Cc", "Cf") for character in text
    )
