"""Text in plots: short, on one line, in letters that the font has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from qnmine.output.display import visible
from qnmine.text.normalize import normalize

FONT = "DejaVu Sans"
"""Comes with Matplotlib, the same everywhere, and has every Vietnamese letter."""

LONGEST = 42
_MISSING = "□"
_CONTROL = re.compile("[\x00-\x1f\x7f]")  # the font has no symbols for these


class Lettering:
    """Makes labels, and notes which characters the font lacks: these are drawn as a box."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}

    def __call__(self, text: str, longest: int = LONGEST) -> str:
        """Return a text as a label of at most so many characters, on one line."""
        line = " ".join(normalize(text[: longest * 20]).text.split())
        shown = visible(_CONTROL.sub(lambda found: f"<U+{ord(found[0]):04X}>", line))
        if len(shown) > longest:
            shown = f"{shown[: longest - 1].rstrip()}…"
        has = _characters()
        lacking = [character for character in shown if ord(character) not in has]
        self.missing.update(dict.fromkeys(lacking))
        for character in lacking:
            shown = shown.replace(character, _MISSING)
        return shown

    def warnings(self) -> list[str]:
        """Return a line about the characters that are missing, none if there are none."""
        if not self.missing:
            return []
        named = list(self.missing)
        some = ", ".join(f"{one} (U+{ord(one):04X})" for one in named[:5])
        more = f" and {len(named) - 5} more" if len(named) > 5 else ""
        return [f"--plot: the font {FONT} has no {some}{more}; drawn as {_MISSING}"]


@cache
def _characters() -> frozenset[int]:
    """Return the code points that the font has glyphs for."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    file = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return frozenset(FT2Font(str(file)).get_charmap())
