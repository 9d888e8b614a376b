"""Predictions brought into line with a gold: annotated texts, or a saved table of mentions."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.letters import visible, visible_places
from qnmine.evaluation.lines import source_name
from qnmine.evaluation.records import Span, checked_spans, shown
from qnmine.evaluation.spans import (
    RECORD_FORMATS,
    SpanRecord,
    json_span,
    open_format,
    parse_records,
    unique_records,
)
from qnmine.evaluation.tables import table_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qnmine.evaluation.lines import Source

    Row = Mapping[str, object]
    Warn = Callable[[str], None]

_EXAMPLES = 3


def read_predictions(
    source: Source,
    gold: Sequence[SpanRecord],
    *,
    format: str | None = None,  # noqa: A002 - the name of the option everywhere
    name: str | None = None,
    on_warning: Warn | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return the predicted spans of every gold record, by id, with offsets into the gold's text.

    `source` is a spans or BIO / CoNLL file (`-`: standard input), or a table of mentions (CSV, TSV, JSON
    lines with the columns `doc start end type`, and `text`, which is checked), plain or compressed; `format`
    is one of `spans bio csv tsv jsonl` (default: seen from the content). Records are matched as by `align`.
    Raises UsageError or DocumentError with file and line.
    """
    called = source_name(source, name)
    found, lines = open_format(source, called, format)
    if found in RECORD_FORMATS:
        numbered = parse_records(lines, found, called, on_warning)
        return align(gold, unique_records(numbered, called), name=called, on_warning=on_warning)
    rows = table_rows(lines, found, called, _check_columns)
    return gathered(gold, rows, mention_span, name=called, on_warning=on_warning)


def align(
    gold: Sequence[SpanRecord],
    records: Iterable[SpanRecord],
    *,
    name: str = "predictions",
    on_warning: Warn | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return the spans of `records` for every gold record, by id, with offsets into the gold's text.

    The texts must be the same; where one of them was joined from tokens, white space and characters that
    show nothing may differ, and the offsets are carried over. A gold record without a counterpart counts
    as having no predicted span, a record that the gold lacks is left out: both with a warning. Raises
    DocumentError for another text, for an id that comes twice, and when no id is shared.
    """
    texts = {record.id: record for record in gold}
    aligned: dict[str, tuple[Span, ...]] = {}
    unknown: list[str] = []
    for record in records:
        if record.id in aligned:
            raise DocumentError(
                name, f"the id '{shown(record.id)}' comes twice", "give each record an id of its own"
            )
        counterpart = texts.get(record.id)
        if counterpart is None:
            unknown.append(record.id)
        else:
            aligned[record.id] = _carried_over(record, counterpart, name)
    return complete(gold, aligned, unknown, name, on_warning)


def complete(
    gold: Sequence[SpanRecord],
    aligned: Mapping[str, tuple[Span, ...]],
    unknown: Sequence[str],
    name: str,
    on_warning: Warn | None,
) -> dict[str, tuple[Span, ...]]:
    """Fill in the gold records without a prediction and tell of the ids found on one side only."""
    if unknown and not aligned:
        theirs = gold[0].id if gold else ""
        raise DocumentError(
            name,
            f"no id is one of the gold's ('{shown(unknown[0])}' against '{shown(theirs)}')",
            "predict on the texts of the gold, under the same ids",
        )
    absent = [record.id for record in gold if record.id not in aligned]
    if on_warning is not None and absent:
        on_warning(f"{name}: no prediction for {_listed(absent, len(gold))} of the gold; counted as no spans")
    if on_warning is not None and unknown:
        on_warning(f"{name}: {_listed(unknown, len(unknown) + len(aligned))} not in the gold; left out")
    return {record.id: aligned.get(record.id, ()) for record in gold}


def _listed(ids: Sequence[str], total: int) -> str:
    """Count ids and show the first of them."""
    first = ", ".join(map(shown, ids[:_EXAMPLES])) + (", …" if len(ids) > _EXAMPLES else "")
    return f"{len(ids)} of {total} records ({first})"


def _carried_over(record: SpanRecord, gold: SpanRecord, name: str) -> tuple[Span, ...]:
    """Return the record's spans with offsets into the gold's text."""
    if record.text == gold.text:
        return record.entities
    if (record.joined or gold.joined) and _same_letters(record.text, gold.text):
        theirs, ours = visible_places(record.text), visible_places(gold.text)
        held = (
            (span, bisect_left(theirs, span.start), bisect_left(theirs, span.end)) for span in record.entities
        )
        return tuple(
            Span(ours[first], ours[behind - 1] + 1, span.type)
            for span, first, behind in held
            if first < behind
        )
    raise DocumentError(
        name, f"the text of '{shown(record.id)}' is not the gold's: {_first_difference(record, gold)}"
    )


def _same_letters(first: str, second: str) -> bool:
    """Tell whether two texts differ only in what shows nothing; U+FFFD stands for any letter.

    A column file cannot hold control characters or lone surrogates; writers put U+FFFD in their place.
    """
    ours, theirs = visible(first), visible(second)
    if ours == theirs:
        return True
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and all(one == two or "\ufffd" in (one, two) for one, two in pairs)


def _first_difference(record: SpanRecord, gold: SpanRecord) -> str:
    """Say how two texts differ and what to do about it."""
    if unicodedata.normalize("NFC", record.text) == unicodedata.normalize("NFC", gold.text):
        return "only the Unicode form differs (NFC, NFD); predict on the text as it stands in the gold"
    if visible(record.text) == visible(gold.text):
        return "only white space or invisible characters differ; predict on the text as it stands in the gold"
    joined = record.joined or gold.joined
    texts = [visible(one.text) if joined else one.text for one in (record, gold)]
    at = next(place for place, pair in enumerate(zip_longest(*texts)) if pair[0] != pair[1])
    here, there = (shown(text[at : at + 20]) for text in texts)
    counted = "character, white space left out," if joined else "character"
    return f"at {counted} {at} it has '{here}' for '{there}'; predict on the texts of the gold"


def gathered(
    gold: Sequence[SpanRecord],
    rows: Iterable[tuple[str, Row]],
    span_of: Callable[[Row, str, str], Span],
    *,
    name: str,
    on_warning: Warn | None,
) -> dict[str, tuple[Span, ...]]:
    """Return the spans of every gold record, by id, from the rows of a table, each with its place.

    The column `doc` names the record; `span_of` reads a row, given the text of its record and the place.
    """
    texts = {record.id: record.text for record in gold}
    found: dict[str, list[Span]] = {}
    unknown: dict[str, None] = {}
    for place, row in rows:
        doc = str(row["doc"])
        if doc in texts:
            found.setdefault(doc, []).append(span_of(row, texts[doc], place))
        else:
            unknown[doc] = None
    aligned = {
        doc: checked_spans(spans, texts[doc], f"{name}: doc '{shown(doc)}'", on_warning)
        for doc, spans in found.items()
    }
    return complete(gold, aligned, list(unknown), name, on_warning)


def mention_span(row: Row, text: str, place: str) -> Span:
    """Read `start end type`, and `text` if it is there, of a row whose cells may be text or numbers."""
    try:
        offsets = {key: int(str(row[key])) for key in ("start", "end")}
    except ValueError:
        raise DocumentError(
            place,
            f"start '{shown(row['start'])}' or end '{shown(row['end'])}' is no whole number",
            "write offsets from 0",
        ) from None
    return json_span({**offsets, "type": row["type"], "text": row.get("text")}, text, place)


def _check_columns(columns: Iterable[str], place: str) -> None:
    """Raise UsageError unless a table has the columns of mentions."""
    held = list(columns)
    missing = [column for column in ("doc", "start", "end", "type") if column not in held]
    if missing:
        has = ", ".join(map(shown, held[:20])) or "none"
        raise UsageError(
            f"{place}: no column {', '.join(missing)} (there are: {has}); "
            "a table of mentions has doc, start, end and type"
        )
