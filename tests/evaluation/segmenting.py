"""Segmented sentences written as files, and random ones, for the tests of word segmentation."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.strategies import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ["Chủ tịch", "nước", "đến", "Hà Nội", "."]


def conllu(*sentences: Sequence[str], ids: Sequence[str] = (), text: str | None = None) -> str:
    """Write sentences of words as CoNLL-U; a word `Hà Nội/PROPN` has a tag, others have none."""
    lines: list[str] = []
    for number, words in enumerate(sentences):
        if ids:
            lines.append(f"# sent_id = {ids[number]}")
        if text is not None:
            lines.append(f"# text = {text}")
        for place, word in enumerate(words, 1):
            form, _, tag = word.partition("/")
            lines.append(f"{place}\t{form}\t_\t{tag or '_'}\t_\t_\t_\t_\t_\t_")
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def joined(*sentences: Sequence[str]) -> str:
    """Write sentences of words as text with `_` inside words."""
    return "".join(" ".join(word.replace(" ", "_") for word in words) + "\n" for words in sentences)


def stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def _cut(parts: list[tuple[str, bool]]) -> list[str]:
    """Join syllables into words where the flag says so."""
    words: list[str] = []
    for syllable, joins in parts:
        if joins and words:
            words[-1] += f" {syllable}"
        else:
            words.append(syllable)
    return words


def _counted(syllable: str) -> bool:
    """Tell whether a piece of text has anything to count, and no `_`, which is a space in words."""
    return any(map(str.isalnum, syllable)) and not set(syllable) & set("_/@#")


def segmentations() -> st.SearchStrategy[list[tuple[list[str], list[str]]]]:
    """Sentences as two random segmentations of the same syllables."""
    piece = st.tuples(syllables().filter(_counted), st.booleans(), st.booleans())
    sentence = st.lists(piece, min_size=1, max_size=12).map(
        lambda parts: (
            _cut([(one, cut) for one, cut, _ in parts]),
            _cut([(one, cut) for one, _, cut in parts]),
        )
    )
    return st.lists(sentence, min_size=1, max_size=5)
