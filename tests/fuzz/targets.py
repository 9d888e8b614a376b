"""What is fuzzed: for each target how its input is made and what must hold of it.

A check returns nothing; it raises Violation, or whatever else than a QnmineError the library raises.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import qnmine
from qnmine.corpus.readers.content import UNEXPECTED
from qnmine.errors import QnmineError
from tests.fuzz import files, models, texts
from tests.fuzz.checking import exact, holds, one_line, same_in_both_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from tests.fuzz.checking import Row

Input = str | bytes

# Marks of other scripts trade places with accents in NFD, so that other characters stand side by side.
_FOREIGN_MARKS = re.compile(
    "["
    + "".join(
        chr(code)
        for code in range(0x370, 0x1E900)
        if unicodedata.category(chr(code)).startswith("M")
        and not 0x1AB0 <= code < 0x1B00
        and not 0x1DC0 <= code < 0x1E00
    )
    + "]"
)


@dataclass(frozen=True)
class Target:
    """How input is made, and its check; `weight` is its share of the inputs."""

    make: Callable[[Random], Input]
    check: Callable[[Input], None]
    weight: int = 10


def analyzed(
    find: Callable[[Sequence[qnmine.Document]], Sequence[Sequence[Row]]], *, disjoint: bool = True
) -> Callable[[Input], None]:
    """Return the check of an analyzer: exact offsets, and the same rows for NFC and NFD."""

    def check(text: Input) -> None:
        assert isinstance(text, str)
        composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
        both = composed != decomposed and len(text) < 2000 and not _FOREIGN_MARKS.search(text)
        documents = [qnmine.Document("a", one) for one in ((text, composed, decomposed) if both else (text,))]
        found = find(documents)
        for document, rows in zip(documents, found, strict=True):
            exact(document, rows, disjoint=disjoint)
        if both:
            same_in_both_forms(found[1], found[2])

    return check


def _query(text: Input) -> None:
    assert isinstance(text, str)
    options = (len(text) % 2 == 1, len(text) % 3 == 1, len(text) % 5 == 1)
    names = ("match_case", "ignore_diacritics", "syllables")
    query = qnmine.Query.parse(text, **dict(zip(names, options, strict=True)))
    if not query.needs_entities:
        words, document = _words()
        for match in query.matches(words):
            holds(0 <= match.start <= match.end <= len(document.normalized.text), f"{match} is not inside")


@cache
def _words() -> tuple[qnmine.RunningWords, qnmine.Document]:
    document = qnmine.Document("a", texts.seeds()[0][:1500])
    return qnmine.running_words([document])[0], document


def _query_text(random: Random) -> str:
    signs = (
        "*",
        "?",
        "|",
        "(",
        ")",
        '"',
        "\\",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "+",
        "^",
        "$",
        ".",
        "~",
        "/",
        ":",
        "_",
    )
    if random.random() < 0.1:
        return texts.text(random)[:500]
    parts = [
        random.choice((random.choice(signs), texts.piece(random), " ", ""))
        for _ in range(random.randint(0, 12))
    ]
    text = "".join(parts)
    return text * random.choice((1, 1, 1, 1, 50)) if random.random() < 0.1 else text


def _model(task: str) -> Callable[[Input], None]:
    def check(data: Input) -> None:
        assert isinstance(data, bytes)
        document = qnmine.Document("a", "Ông Phạm Văn Thể, Chủ tịch tỉnh Quảng Ninh, thăm Hạ Long.")
        with _file(data, ".model") as path:
            if task == "entities":
                from qnmine.entities.recognizer import Recognizer

                recognizer = Recognizer.load(path)
                exact(document, list(qnmine.entities(document, recognizer=recognizer)), disjoint=True)
            else:
                from qnmine.words.segmenter import WordSegmenter

                exact(document, list(qnmine.tokenize(document, WordSegmenter.load(path))), disjoint=True)

    return check


class _file:  # noqa: N801 - used as a function
    """A temporary file with these bytes."""

    def __init__(self, data: bytes, ending: str) -> None:
        handle, self._name = tempfile.mkstemp(ending)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)

    def __enter__(self) -> Path:
        return Path(self._name)

    def __exit__(self, *_: object) -> None:
        Path(self._name).unlink(missing_ok=True)


# The first byte of an input says which kind of file the others are, the second one how it is opened.
def _file_input(kinds: Sequence[str]) -> Callable[[Random], bytes]:
    def make(random: Random) -> bytes:
        kind = random.randrange(len(kinds))
        return bytes((kind, random.randrange(256))) + files.file(random, kinds[kind])

    return make


def _loaded(kinds: Sequence[str]) -> Callable[[Input], None]:
    def check(data: Input) -> None:
        assert isinstance(data, bytes)
        if len(data) < 2:
            return
        kind, mode = kinds[data[0] % len(kinds)], data[1]
        told: list[str] = []
        encoding = ("utf-8", "utf-8", "auto", "cp1258")[mode % 4]
        keep = ("title",) if mode % 16 == 15 else ()
        with _file(data[2:], f".{kind}") as path:
            try:
                corpus = qnmine.open_corpus(
                    [str(path)],
                    encoding=encoding,
                    keep=keep,
                    on_error=lambda error: told.append(str(error)),
                    on_warning=told.append,
                )
                for document in corpus:
                    holds(isinstance(document.text, str), "a text is no string")
                    holds(isinstance(document.id, str) and document.id != "", f"the id is {document.id!r}")
            except QnmineError as error:
                told.append(str(error))
        for message in told:
            one_line(message)
            holds(UNEXPECTED not in message, message)
        holds(len(told) <= 250, f"{len(told)} messages of one file")

    return check


def _detected(data: Input) -> None:
    from qnmine.encodings import detect_encoding, recognise, repair

    assert isinstance(data, bytes)
    found = detect_encoding(data)
    holds(0 <= found.certainty <= 1, f"the certainty is {found.certainty}")
    if found.encoding is not None:
        text = data.decode(found.encoding, "replace")
        if (trouble := recognise(text)) is not None:
            holds(isinstance(repair(text, trouble), str), "what was repaired is no text")


def _sentences(documents: Sequence[qnmine.Document]) -> Sequence[Sequence[Row]]:
    found = [list(qnmine.sentences(document)) for document in documents]
    holds(all(row.text.strip() for rows in found for row in rows), "a sentence is empty")
    return found


def _tokens(documents: Sequence[qnmine.Document]) -> Sequence[Sequence[Row]]:
    from qnmine.words.tokens import tokenize_all

    return [list(row) for row in tokenize_all(documents)]


def _mentions(documents: Sequence[qnmine.Document]) -> Sequence[Sequence[Row]]:
    return [rows for _, rows in qnmine.entities_of(documents)]


def _numbers(documents: Sequence[qnmine.Document]) -> Sequence[Sequence[Row]]:
    return [list(qnmine.numbers(document)) for document in documents]


def _dates(documents: Sequence[qnmine.Document]) -> Sequence[Sequence[Row]]:
    return [list(qnmine.dates(document)) for document in documents]


TARGETS: dict[str, Target] = {
    "loader": Target(_file_input(files.FILES), _loaded(files.FILES), 14),
    "archives": Target(_file_input(files.ARCHIVES), _loaded(files.ARCHIVES), 8),
    "encodings": Target(lambda random: files.file(random, "txt"), _detected, 8),
    "sentences": Target(texts.text, analyzed(_sentences), 12),
    "tokenizer": Target(texts.text, analyzed(_tokens), 14),
    "entities": Target(texts.text, analyzed(_mentions), 8),
    "numbers": Target(texts.text, analyzed(_numbers, disjoint=False), 14),
    "dates": Target(texts.text, analyzed(_dates, disjoint=False), 14),
    "queries": Target(_query_text, _query, 10),
    "model": Target(lambda random: models.model_file(random, "entities"), _model("entities"), 6),
    "word-model": Target(lambda random: models.model_file(random, "words"), _model("words"), 4),
}
"""By name; the weights of all are about 100."""
