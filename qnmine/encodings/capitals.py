"""Capitals of TCVN3, which has none with a tone mark: words in capitals are written with small ones."""

from __future__ import annotations

import re

# The letters with a tone mark, which TCVN3 has only as small ones, and the capitals that it has.
_TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_CAPITAL = "A-ZĂÂĐÊÔƠƯ"

# Words one after the other that have no other letters, the small ones in words of capitals.
_WORD = re.compile(rf"(?<![^\W\d_])[{_CAPITAL}{_TONED}]+(?![^\W\d_])")
_RUN = re.compile(rf"{_WORD.pattern}(?:[ \t,/&–-]+{_WORD.pattern})*")
_SURE = re.compile(rf"[{_TONED}][{_CAPITAL}]|[{_CAPITAL}]{{2,}}[{_TONED}]")
_PLAIN = re.compile(rf"[{_CAPITAL}]{{2,}}")


def restore_capitals(text: str) -> str:
    """Return a text with the capitals that TCVN3 could not write; its length is the same.

    A word is one of capitals if its small letters are all among those with a tone mark, and one of them
    stands before a capital or after two (``QUảNG``). A word that may be one (``Hà``) follows its neighbours
    (``Hà NộI``, ``TIN Hà NAM``).

    >>> restore_capitals("TỉNH QUảNG NINH và Hà NộI; UBND Hà Nội")
    'TỈNH QUẢNG NINH và HÀ NỘI; UBND Hà Nội'
    """
    return _RUN.sub(lambda found: _restored(found[0]), text)


def _restored(run: str) -> str:
    """Return words one after the other, in capitals those that are words of capitals."""
    words = [found.span() for found in _WORD.finditer(run)]
    sure = [_SURE.search(run, *span) is not None for span in words]
    firm = [one or _PLAIN.fullmatch(run, *span) is not None for one, span in zip(sure, words, strict=True)]
    if any(sure):
        chosen = words
    else:
        inner = range(1, len(words) - 1)
        chosen = [words[place] for place in inner if firm[place - 1] and firm[place + 1]]
    for start, end in reversed(chosen):
        run = run[:start] + run[start:end].upper() + run[end:]
    return run
