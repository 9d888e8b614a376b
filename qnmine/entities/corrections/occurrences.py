"""Where given texts stand in a document: at word boundaries, in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A mark that nothing could be composed with belongs to the word.
_LETTER = r"\w\u0300-\u036f"
_TOKEN = re.compile(rf"[{_LETTER}]+|[^\s{_LETTER}]")
_END = ""  # key of the text that ends at a node; no token is empty
_NOWHERE = "\n"  # no token either


class Occurrences:
    """Finds texts (squeezed white space, the form of the document's normalised text), case by case.

    The texts stand in a tree of their words and signs, so that many of them cost no more than a few.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._tree: dict[str, Any] = {}
        for text in texts:
            node = self._tree
            for token in _TOKEN.finditer(text):
                spaced = token.start() and text[token.start() - 1] == " "
                node = node.setdefault(f" {token.group()}" if spaced else token.group(), {})
            if node is not self._tree:
                node[_END] = text

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and the text found, by start; occurrences may overlap each other."""
        if self._tree.keys().isdisjoint(_TOKEN.findall(text)):
            return
        tokens = list(_TOKEN.finditer(text))
        for first, token in enumerate(tokens):
            node, at = self._tree.get(token.group()), first
            while node is not None:
                if _END in node:
                    yield token.start(), tokens[at].end(), node[_END]
                at += 1
                node = node.get(_step(text, tokens[at - 1], tokens[at])) if at < len(tokens) else None


def _step(text: str, token: re.Match[str], following: re.Match[str]) -> str:
    """Return the key of a token after another: white space counts as one space, a blank line as an end."""
    gap = text[token.end() : following.start()]
    if gap.count("\n") > 1:  # no name runs on into the next paragraph
        return _NOWHERE
    return f" {following.group()}" if gap else following.group()
