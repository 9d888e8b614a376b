"""Lists of words that a user brings, and how they are compared with texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_DIACRITIC = re.compile("[\u0300-\u036f]")
_COMMENT = re.compile(r"(?:^|\s)#")


def numbered_entries(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the entries of a list with the numbers of their lines: one a line, normalised, `_` as a space.

    `#` at the beginning or after a space begins a comment. Raises UsageError when the file cannot be read as
    UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not valid UTF-8"
        raise UsageError(f"{path}: {reason}") from None
    for number, line in enumerate(normalize(text).text.splitlines(), 1):
        entry = " ".join(_COMMENT.split(line)[0].replace("_", " ").split())
        if entry:
            yield number, entry


def bare(word: str) -> str:
    """Return a word without diacritics; `đ` is `d`."""
    if word.isascii():
        return word
    return _DIACRITIC.sub("", unicodedata.normalize("NFD", word)).replace("đ", "d").replace("Đ", "D")


class FoldedWords(Collection[str]):
    """Words in lower case that are compared without diacritics where one side was typed without any.

    A word of a text that has no diacritics is among them if one of them is it without its own (`cua` for
    `của`); one that has some (`cửa`) is not, unless it is in the list, or is in `typed_bare` without them:
    these are the words of lists that have no diacritics at all.
    """

    def __init__(self, words: Iterable[str], typed_bare: Iterable[str] = ()) -> None:
        self._words, self._typed_bare = frozenset(words), frozenset(typed_bare)
        self._bare = frozenset(map(bare, self._words))
        self._known: dict[str, bool] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return FoldedWords, (self._words, self._typed_bare)

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._has(word)
        return known

    def _has(self, word: str) -> bool:
        if word in self._words:
            return True
        without = bare(word)
        return without in (self._bare if without == word else self._typed_bare)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
