"""What the page is answered: the marked text, the tables, and a line that sums them up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from qnmine.languages import load_phrases
from qnmine.layers import LAYERS
from qnmine.page.marked import marked_html
from qnmine.serving.analysis import marks_of
from qnmine.serving.asked import TABLES
from qnmine.serving.tables import SHOWN_ROWS, Models, cells_of, command_line, fits_line, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qnmine.languages import Phrases
    from qnmine.layers import Mark
    from qnmine.serving.analysis import Found
    from qnmine.serving.asked import Asked
    from qnmine.serving.tables import Rows


def answer(found: Found, asked: Asked, models: Models, milliseconds: int) -> dict[str, Any]:
    """Return what the page shows of a text, ready for JSON.

    `html` is the marked text, whose marks have the ids `mark-0`, `mark-1`, …; `counts` is how many marks each
    layer has, `tables` what each table shows, `from_file` whether their commands read the text from a file.
    `summary` and `time` are phrases in the language asked for.
    """
    phrases = load_phrases("serve", asked.language)
    marks = marks_of(found, words=asked.words)
    counts = {**Counter(mark.layer for mark in marks), "word": _words(found)}
    html = marked_html(
        asked.text, marks, load_phrases("layers", asked.language), anchor=lambda number: f"mark-{number}"
    )
    places = _Places(marks)
    tables = {
        name: _shown(rows_of(found, asked, name), places, phrases, command_line(asked, name, models))
        for name in TABLES
    }
    return {
        "html": html,
        "counts": {layer: counts.get(layer, 0) for layer in LAYERS},
        "tables": tables,
        "from_file": not fits_line(asked.text),
        "summary": _summary(counts, phrases),
        "time": phrases("result.time", milliseconds=milliseconds),
    }


class _Places:
    """The marks in which a row is seen."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._of_row: dict[int, int] = {}  # by identity: equal rows may stand at one place
        self._of_entity: dict[tuple[str, str], list[int]] = {}
        for number, mark in enumerate(marks):
            self._of_row[id(mark.row)] = number
            name = getattr(mark.row, "name", None)
            if name is not None and not getattr(mark.row, "depth", 0):
                self._of_entity.setdefault((mark.layer, name), []).append(number)

    def __call__(self, row: Any) -> list[int]:
        """Return the numbers of the marks of a row: one, all those of an entity, or none."""
        if id(row) in self._of_row:
            return [self._of_row[id(row)]]
        if hasattr(row, "variants"):
            return self._of_entity.get((row.type, row.name), [])
        return []


def _shown(rows: Rows, places: _Places, phrases: Phrases, command: str) -> dict[str, Any]:
    """Return what the page shows of a table."""
    total = len(rows.rows)
    more = phrases("tables.first", shown=SHOWN_ROWS, count=total) if total > SHOWN_ROWS else ""
    return {
        "columns": list(rows.columns),
        "rows": cells_of(rows),
        "marks": [places(row) for row in rows.rows[:SHOWN_ROWS]],
        "count": total,
        "caption": more or phrases.count("tables.rows", total),
        "command": command,
    }


def _words(found: Found) -> int:
    return sum(any(map(str.isalnum, token.word)) for token in found.words)


def _summary(counts: Mapping[str, int], phrases: Phrases) -> str:
    told = [phrases.count(f"count.{layer}", counts[layer]) for layer in LAYERS if counts.get(layer)]
    return ", ".join(told) or phrases("result.nothing")
