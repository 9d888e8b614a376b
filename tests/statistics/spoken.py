"""Documents whose words are given: tests of counting that need no segmenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.text.document import Document
from qnmine.words.running import RunningWords, running_words

if TYPE_CHECKING:
    from collections.abc import Sequence


class _BetweenSpaces:
    """Cuts at spaces alone."""

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        found = []
        for sentence in sentences:
            spans, place = [], 0
            for word in sentence.split(" "):
                spans.append((place, place + len(word)))
                place += len(word) + 1
            found.append([(first, last) for first, last in spans if first < last])
        return found


def spoken(*texts: str) -> list[RunningWords]:
    """Return the words of documents: what stands between spaces; `_` is a space inside of a word."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return [
        RunningWords(
            Document(words.document.id, words.document.text.replace("_", " ")),
            [form.replace("_", " ") for form in words.forms],
            words.starts,
            words.ends,
            words.sentences,
            [],
            [],
        )
        for words in running_words(documents, _BetweenSpaces())
    ]
