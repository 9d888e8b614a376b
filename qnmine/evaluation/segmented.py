"""Segmented texts read as a gold: CoNLL-U, or text whose words are joined by `_`, a sentence a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.conllu import WordSentence, conllu_sentences
from qnmine.evaluation.letters import Letters, letter_key
from qnmine.evaluation.lines import numbered_lines, source_name, with_first_line
from qnmine.evaluation.records import Span, SpanRecord, shown
from qnmine.evaluation.spans import COMPRESSIONS, unique_records
from qnmine.evaluation.tables import TABLE_FORMATS, table_rows
from qnmine.text.joined import with_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.evaluation.lines import NumberedLines, Source
    from qnmine.evaluation.tables import Row

    # (first letter, behind the last one, tag or nothing)
    Word = tuple[int, int, str]

# https://universaldependencies.org/u/pos/
_UNIVERSAL_TAG = re.compile("ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|SYM|VERB|X")
PUNCTUATION = "punct"
_LONG = 4

_CONLLU_LINE = re.compile(r"#\s*(?:newdoc|newpar|sent_id|text)\b|\d+(?:[-.]\d+)?\t")
_CONLLU_ENDINGS = (".conllu", ".conll", ".bio", ".iob")
_TABLE_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}
_FORM_COLUMNS = ("text", "word")
_TAG_COLUMNS = ("upos", "pos")
_OTHER_TASK = "to score entities, leave out --task"


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The words of a sentence as stretches of its letters."""

    sentence: WordSentence
    letters: str
    words: tuple[Word, ...]


def read_words(
    source: Source,
    *,
    name: str | None = None,
    tags: bool = False,
    on_warning: Callable[[str], None] | None = None,
) -> list[SpanRecord]:
    """Return a record for each sentence of a segmented text, whose spans are its words.

    `source` is a path (`-`: standard input) or a binary stream of CoNLL-U, or of text with a sentence a line
    and `_` inside words. The type of a word is its length in syllables (`1 2 3 4+`, `punct` without letter or
    digit), with `tags` its universal part of speech. The text of a record is its `# text`, if that has the
    letters of the words (else a warning is given), or the words put together; its id is `# sent_id`, or its
    number. Raises UsageError for a file of another kind, DocumentError with file and line for every defect.
    """
    called = source_name(source, name)
    found, lines = open_segmented(source, called)
    if found in TABLE_FORMATS:
        next(segmentations(lines, found, called, tags=False), None)  # tells of a table of entities
        raise UsageError(
            f"{called}: a table of words has no sentences to segment; save the gold with --format conllu"
        )
    if found == "text" and tags:
        raise UsageError(f"{called}: joined text has no parts of speech; give CoNLL-U with its column UPOS")
    sentences = list(segmentations(lines, found, called, tags=tags))
    if not sentences:
        raise UsageError(f"{called}: has no sentence; give CoNLL-U, or a sentence a line with _ inside words")
    if on_warning is not None and found == "text" and not any(" " in form for form in _forms(sentences)):
        on_warning(f"{called}: no word has several syllables; the syllables of a word are joined by _")
    texts = [_text(one) for one in sentences]
    _tell_of_rewritten(sentences, [text for text, _ in texts], called, on_warning)
    numbered = [
        (one.sentence.line, _record(number, one, text, letters, tags))
        for number, (one, (text, letters)) in enumerate(zip(sentences, texts, strict=True), 1)
    ]
    return list(unique_records(numbered, called))


def open_segmented(source: Source, name: str) -> tuple[str, NumberedLines]:
    """Return the format of a source (`conllu text csv tsv jsonl`) and its lines."""
    first, lines = with_first_line(numbered_lines(source, name))
    return _seen_format(first, name), lines


def segmentations(lines: NumberedLines, found: str, name: str, *, tags: bool) -> Iterator[Segmentation]:
    """Yield the sentences of a file in the format found; with `tags` every word must have a universal one."""
    if found == "conllu":
        sentences = conllu_sentences(lines, name)
    elif found == "text":
        sentences = _joined_sentences(lines)
    else:
        sentences = _table_sentences(table_rows(lines, found, name, _check_columns))
    known: dict[str, str] = {}
    for sentence in sentences:
        if tags:
            _check_tags(sentence, name)
        yield _segmentation(sentence, known)


def word_spans(text: str, letters: Letters, words: Iterable[Word]) -> tuple[Span, ...]:
    """Return the spans of words in a text, their types the tags or else the classes of length."""
    spans = []
    for first, behind, tag in words:
        start, end = letters.span(first, behind)
        spans.append(Span(start, end, tag or length_class(text[start:end])))
    return tuple(spans)


def length_class(word: str) -> str:
    """Return the number of syllables of a word (`4+` from four on), `punct` without letter or digit."""
    if not any(map(str.isalnum, word)):
        return PUNCTUATION
    syllables = len(with_spaces(word).split())
    return str(syllables) if syllables < _LONG else f"{_LONG}+"


def _seen_format(first: str, name: str) -> str:
    """Tell the format from the first line that is not blank, and from the name where that says less."""
    bare = name.lower()
    for ending in COMPRESSIONS:
        bare = bare.removesuffix(ending)
    if _CONLLU_LINE.match(first) or bare.endswith(_CONLLU_ENDINGS):
        return "conllu"
    if bare.endswith(".txt"):
        return "text"
    if first.startswith("{") and first.endswith("}"):
        return "jsonl"
    for ending, table in _TABLE_ENDINGS.items():
        if bare.endswith(ending):
            return table
    for table, delimiter in (("csv", ","), ("tsv", "\t"), ("csv", ";")):
        if {"start", "end"} <= {cell.strip().strip('"') for cell in first.split(delimiter)}:
            return table
    return "text"


def _joined_sentences(lines: NumberedLines) -> Iterator[WordSentence]:
    for number, line in lines:
        words = line.split()
        if words:
            sentence = WordSentence(number)
            for word in words:
                sentence.add(word, number)
            yield sentence


def _table_sentences(rows: Iterable[tuple[str, Row]]) -> Iterator[WordSentence]:
    """Group the rows of a table of words by their columns `doc` and `sentence`, where it has them."""
    for _, group in groupby(rows, key=lambda item: (item[1].get("doc"), item[1].get("sentence"))):
        sentence: WordSentence | None = None
        for place, row in group:
            line = int(place.rpartition(":")[2])
            sentence = sentence or WordSentence(line)
            form = next(row[column] for column in _FORM_COLUMNS if column in row)
            tag = next((row[column] for column in _TAG_COLUMNS if column in row), "")
            if not isinstance(form, str) or not isinstance(tag, str):
                raise DocumentError(place, "the word or its tag is no text", "write both as strings")
            sentence.add(form, line, tag=tag)
        if sentence is not None:
            yield sentence


def _check_columns(columns: Iterable[str], place: str) -> None:
    """Raise UsageError unless a table is one of words."""
    held = list(columns)
    if "entities" in held or ("type" in held and "token" not in held):
        raise UsageError(f"{place}: has entities, not words; {_OTHER_TASK}")
    if not set(_FORM_COLUMNS) & set(held):
        has = ", ".join(map(shown, held[:20])) or "none"
        raise UsageError(f"{place}: no column text or word (there are: {has}); a table of words has one")


def _check_tags(sentence: WordSentence, name: str) -> None:
    for form, tag, line in zip(sentence.forms, sentence.tags, sentence.lines, strict=True):
        if not _UNIVERSAL_TAG.fullmatch(tag):
            said = (
                f"'{shown(tag)}', no universal part of speech"
                if tag not in {"", "_"}
                else "no part of speech"
            )
            raise DocumentError(
                f"{name}:{line}",
                f"the word '{shown(form)}' has {said}",
                "write NOUN, VERB, … in the column UPOS, or score words alone with --task words",
            )


def _segmentation(sentence: WordSentence, known: dict[str, str]) -> Segmentation:
    """Put the letters of the words in a row; words without any, such as zero-width spaces, are left out."""
    pieces: list[str] = []
    words: list[Word] = []
    behind = 0
    for form, tag in zip(sentence.forms, sentence.tags, strict=True):
        letters = known.get(form)
        if letters is None:
            letters = known[form] = Letters(form).letters
        if letters:
            words.append((behind, behind + len(letters), tag))
            behind += len(letters)
            pieces.append(letters)
    return Segmentation(sentence, "".join(pieces), tuple(words))


def _forms(sentences: Iterable[Segmentation]) -> Iterator[str]:
    return (form for one in sentences for form in one.sentence.forms)


def _text(one: Segmentation) -> tuple[str, Letters]:
    """Return the text of a sentence: as it is given, else put together, whichever has the words' letters."""
    sentence, key = one.sentence, letter_key(one.letters)
    spaces = ("" if glued else " " for glued in [*sentence.glued[:-1], True])
    together = "".join(form + space for form, space in zip(sentence.forms, spaces, strict=True))
    for text in (sentence.text, together):
        if text is None:
            continue
        letters = Letters(text)
        if letter_key(letters.letters) == key:
            return text, letters
    text = " ".join(sentence.forms)  # a form that begins with a combining mark, which joins what is before
    return text, Letters(text)


def _tell_of_rewritten(
    sentences: Sequence[Segmentation],
    texts: Sequence[str],
    name: str,
    on_warning: Callable[[str], None] | None,
) -> None:
    """Warn of sentences whose `# text` is not their words."""
    other = [
        one.sentence
        for one, text in zip(sentences, texts, strict=True)
        if one.sentence.text is not None and one.sentence.text != text
    ]
    if other and on_warning is not None:
        on_warning(
            f"{name}:{other[0].line}: '# text' is not the words below it, put together instead "
            f"({len(other)} of {len(sentences)} sentences)"
        )


def _record(number: int, one: Segmentation, text: str, letters: Letters, tags: bool) -> SpanRecord:
    sentence = one.sentence
    words = one.words if tags else ((first, behind, "") for first, behind, _ in one.words)
    identifier = sentence.id if sentence.id is not None else str(number)
    spans = word_spans(text, letters, words)
    return SpanRecord(identifier, text, spans, sentence.meta, joined=text is not sentence.text)
