"""Annotated texts read from the spans format (JSON lines) and from BIO / CoNLL files.

The spans format has one record a line:
``{"id": …, "text": …, "entities": [{"start": …, "end": …, "type": …}], further keys…}``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.bio import bio_records
from qnmine.evaluation.lines import numbered_lines, source_name, with_first_line
from qnmine.evaluation.records import Span, SpanRecord, check_range, checked_spans, describe, shown
from qnmine.evaluation.tables import TABLE_FORMATS, json_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qnmine.evaluation.lines import NumberedLines, Source

__all__ = ["RECORD_FORMATS", "Span", "SpanRecord", "read_records"]

RECORD_FORMATS = ("spans", "bio")
_JSON_ENDINGS = (".jsonl", ".ndjson", ".json")
_LIST = re.compile(r'"(?:entities|numbers|dates)"\s*:')  # an annotated text has one, a row of a table none
COMPRESSIONS = (".gz", ".bz2", ".xz")


def read_records(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002 - the name of the option everywhere
    name: str | None = None,
    on_warning: Callable[[str], None] | None = None,
) -> Iterator[SpanRecord]:
    """Yield the annotated texts of a spans or BIO / CoNLL file, in file order.

    `source` is a path (`-`: standard input) or a binary stream, plain or compressed; `format` is `spans` or
    `bio` (default: seen from the content); `name` is what messages call the source. Raises UsageError for a
    missing file or one without texts, DocumentError with file and line for every defect, equal ids included.
    """
    called = source_name(source, name)
    found, lines = open_format(source, called, format)
    if found in TABLE_FORMATS:
        raise UsageError(
            f"{called}: a table of mentions has no texts; save the annotations with --format spans instead"
        )
    yield from unique_records(parse_records(lines, found, called, on_warning), called)


def parse_records(
    lines: NumberedLines, found: str, name: str, on_warning: Callable[[str], None] | None
) -> Iterator[tuple[int, SpanRecord]]:
    """Yield (line number, record) from the lines of a file in one of RECORD_FORMATS."""
    if found == "bio":
        yield from bio_records(lines, name)
        return
    for number, line in lines:
        if line.strip():
            yield number, _record(line, f"{name}:{number}", on_warning)


def unique_records(numbered: Iterable[tuple[int, SpanRecord]], name: str) -> Iterator[SpanRecord]:
    """Yield the records, raising DocumentError at the second one with the same id."""
    seen: dict[str, int] = {}
    for number, record in numbered:
        first = seen.setdefault(record.id, number)
        if first != number:
            raise DocumentError(
                f"{name}:{number}",
                f"the id '{shown(record.id)}' stands at line {first} already",
                "give each record an id of its own",
            )
        yield record


def open_format(source: Source, name: str, requested: str | None) -> tuple[str, NumberedLines]:
    """Return the format of a source (`spans bio csv tsv jsonl`) and its lines."""
    known = (*RECORD_FORMATS, *TABLE_FORMATS)
    if requested is not None and requested not in known:
        raise UsageError(f"{name}: unknown annotation format '{requested}'; choose from {', '.join(known)}")
    first, lines = with_first_line(numbered_lines(source, name))
    return requested or _seen_format(first, name), lines


def _seen_format(first: str, name: str) -> str:
    """Tell the format from the first line that is not blank, and from the name where that says less."""
    bare = name
    for ending in COMPRESSIONS:
        bare = bare.removesuffix(ending)
    if bare.lower().endswith(_JSON_ENDINGS) or (first.startswith("{") and first.endswith("}")):
        return "jsonl" if '"doc"' in first and not _LIST.search(first) else "spans"
    if bare.lower().endswith(".csv"):
        return "csv"
    for table, delimiter in (("csv", ","), ("tsv", "\t"), ("csv", ";")):
        header = {cell.strip().strip('"') for cell in first.lstrip("\ufeff").split(delimiter)}
        if {"doc", "start", "end"} <= header:
            return table
    return "bio"


def _record(line: str, place: str, on_warning: Callable[[str], None] | None) -> SpanRecord:
    """Read one line of the spans format."""
    value = json_object(line, place)
    identifier, text = id_and_text(value, place)
    entities = _member(value, "entities", place)
    if not isinstance(entities, list):
        raise DocumentError(place, "'entities' is not a list", 'write "entities": [] for a text without any')
    spans = [json_span(entity, text, f"{place}: entity {n}") for n, entity in enumerate(entities, 1)]
    meta = {key: held for key, held in value.items() if key not in {"id", "text", "entities"}}
    return SpanRecord(identifier, text, checked_spans(spans, text, place, on_warning), meta)


def id_and_text(value: dict[str, object], place: str) -> tuple[str, str]:
    """Return the id and the text of a record, which must be there."""
    identifier = _member(value, "id", place)
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise DocumentError(place, "'id' is not a string", 'write it as "id": "…"')
    text = _member(value, "text", place)
    if not isinstance(text, str):
        raise DocumentError(place, "'text' is not a string", 'write it as "text": "…"')
    return str(identifier), text


def json_span(entity: object, text: str, place: str) -> Span:
    """Read one `{"start", "end", "type"}`; a `text` beside them must be the slice it claims to be."""
    if not isinstance(entity, dict):
        raise DocumentError(place, "is not an object", 'write it as {"start": 0, "end": 8, "type": "LOC"}')
    start, end = (_offset(_member(entity, key, place), key, place) for key in ("start", "end"))
    label = _member(entity, "type", place)
    if not isinstance(label, str) or not label.strip():
        raise DocumentError(place, "'type' is not a name", 'write it as "type": "PER"')
    span = Span(start, end, label)
    check_range(span, text, place)
    _check_slice(span, entity.get("text"), text, place)
    return span


def _check_slice(span: Span, claimed: object, text: str, place: str) -> None:
    """Raise DocumentError when a span carries its text and the document has something else there."""
    if isinstance(claimed, str) and claimed != text[span.start : span.end]:
        raise DocumentError(
            place,
            f"says '{shown(claimed)}', but the text has {describe(span, text)} there",
            "use the very text that the offsets were counted in",
        )


def _member(value: dict[str, object], key: str, place: str) -> object:
    """Return a member that must be there."""
    if key not in value:
        has = ", ".join(f"'{shown(name)}'" for name in list(value)[:10]) or "nothing"
        raise DocumentError(place, f"has no '{key}' (it has {has})", f"add the key '{key}'")
    return value[key]


def _offset(value: object, key: str, place: str) -> int:
    """Return an offset, which must be a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise DocumentError(place, f"'{key}' is not a whole number", "give offsets as code points from 0")
    return value
