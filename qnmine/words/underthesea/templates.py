"""The feature templates of underthesea's taggers: which tokens, read how, make one string attribute.

`T[-1,0].lower` is the tokens from one before to this one in lower case, joined by spaces; `T[1].istitle`
is `True` or `False` for the next token; `T[-1][1]` reads the second column of the token before. Where the
window crosses an edge of the sentence the value is `BOS` or `EOS`, whatever the function.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

Function = Literal["", "lower", "istitle", "isdigit", "is_in_dict"]

BEFORE, AFTER = "BOS", "EOS"
"""The values of a window that crosses the beginning or the end of the sentence."""

_FORM = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\[(\d)\])?(?:\.(\w+))?")
_LONGEST = 3
_FARTHEST = 4


@dataclass(frozen=True, slots=True)
class Template:
    """One template as written in `text`: the tokens from `first` to `last` (offsets) of a column."""

    text: str
    first: int
    last: int
    column: int
    function: Function

    @classmethod
    def parse(cls, text: str) -> Template:
        """Read the written form; ValueError for any but a window of up to 3 tokens and a known function."""
        match = _FORM.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise ValueError(f"not a feature template: {text!r}")
        first = int(match[1])
        last = int(match[2] or first)
        function = match[4] or ""
        if not 0 <= last - first < _LONGEST or max(abs(first), abs(last)) > _FARTHEST:
            raise ValueError(f"a window that is not supported: {text!r}")
        if function not in get_args(Function):
            raise ValueError(f"an unknown function: {text!r}")
        return cls(text, first, last, int(match[3] or 0), cast("Function", function))

    @property
    def size(self) -> int:
        """How many tokens the window has."""
        return self.last - self.first + 1

    def edge(self, before: int, after: int) -> str | None:
        """Return `BOS` or `EOS` where the window leaves a sentence, given the tokens on both sides."""
        if before + self.first < 0:
            return BEFORE
        return AFTER if self.last > after else None
