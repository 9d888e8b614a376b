"""What the segmenter is trained on: annotated sentences, sentences cut by underthesea, its dictionaries."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

from qnmine.evaluation import read_words
from qnmine.text.normalize import normalize, tone_style
from qnmine.words.underthesea.adapter import load_uncorrected_segmenter, read_dictionaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from qnmine.errors import DocumentError
    from qnmine.words.running import Span
    from qnmine.words.training import Segmented

    Warn = Callable[[str], None]

_SENTENCES_AT_ONCE = 5000


def annotated_sentences(files: Sequence[Path], *, on_warning: Warn | None = None) -> Segmented:
    """Return the sentences of segmented files (CoNLL-U, or text with `_` inside words), normalised."""
    texts: list[str] = []
    words: list[list[Span]] = []
    for file in files:
        for record in read_words(file, on_warning=on_warning):
            # Word by word: the offsets of the whole text would be others where it is not in NFC.
            forms = [normalize(record.text[span.start : span.end]).text for span in record.entities]
            behind = [0, *(span.end for span in record.entities)]
            gaps = [record.text[end : span.start] for end, span in zip(behind, record.entities, strict=False)]
            texts.append("".join(chain.from_iterable(zip(gaps, forms, strict=True))))
            ends = accumulate(len(gap) + len(form) for gap, form in zip(gaps, forms, strict=True))
            words.append([(end - len(form), end) for end, form in zip(ends, forms, strict=True)])
    return texts, words


def taught_sentences(paths: Sequence[str], *, on_warning: Warn | None = None) -> Iterator[Segmented]:
    """Yield the sentences of a corpus as underthesea segments them.

    They are given to it in the new tone style, and its corrections of misspellings, which bring the old one
    back, are left out: its model knows `sức khoẻ` and not `sức khỏe`.
    """
    from qnmine.corpus import open_corpus

    teacher = load_uncorrected_segmenter()
    texts: list[str] = []

    def leave_out(error: DocumentError) -> None:
        if on_warning is not None:
            on_warning(f"{error.name}: {error.reason}; left out")

    for document in open_corpus(paths, on_warning=on_warning, on_error=leave_out):
        texts += [document.normalized.text[start:end] for start, end in document.sentence_spans]
        if len(texts) >= _SENTENCES_AT_ONCE:
            yield texts, teacher.segment([tone_style(text, "new") for text in texts])
            texts = []
    if texts:
        yield texts, teacher.segment([tone_style(text, "new") for text in texts])


def dictionaries() -> list[frozenset[str]]:
    """Return the lists of words that come with underthesea, the largest first, in lower case."""
    return [
        frozenset(normalize(word.strip().lower()).text for word in words) for words in read_dictionaries()
    ]
