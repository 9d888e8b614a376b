"""An entity as a query: its mentions, however they are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from qnmine.errors import UsageError
from qnmine.queries.query import Match
from qnmine.queries.rendering import fold
from qnmine.text.normalize import normalize
from qnmine.words.running import counting_form

if TYPE_CHECKING:
    from qnmine.words.running import RunningWords


@dataclass(frozen=True, slots=True)
class EntityName:
    """The mentions whose name (see `qnmine.entities`) or text is this one; made by `EntityName.parse`.

    It can stand wherever a `Query` can.
    """

    needs_entities: ClassVar[bool] = True

    label: str
    match_case: bool
    ignore_diacritics: bool

    @classmethod
    def parse(cls, name: str, *, match_case: bool = False, ignore_diacritics: bool = False) -> EntityName:
        """Take a name, which is compared as queries are.

        Raises:
            UsageError: the name has neither a letter nor a digit.
        """
        label = _spelled(name)
        if not any(map(str.isalnum, label)):
            raise UsageError(f"--entity '{label}': the name of an entity has letters")
        return cls(label, match_case, ignore_diacritics)

    def could_match(self, text: str) -> bool:
        """Tell that there may be a match in any text: an abbreviation may stand for the name."""
        return bool(text)

    def matches(self, words: RunningWords) -> list[Match]:
        """Return the mentions among the words of a document, which come with the names over them."""
        wanted = self._fold(self.label)
        text = words.document.normalized.text
        found = []
        for span in words.entities:
            start, end = words.starts[span.first], words.ends[span.last - 1]
            if wanted in (self._fold(_spelled(span.name)), self._fold(_spelled(text[start:end]))):
                found.append(Match(span.first, span.last, start, end))
        return found

    def _fold(self, text: str) -> str:
        return fold(text, match_case=self.match_case, ignore_diacritics=self.ignore_diacritics)


@lru_cache(maxsize=4096)
def _spelled(name: str) -> str:
    """Return a name in NFC, one tone-mark style and with single spaces."""
    return counting_form(normalize(name).text.strip())
