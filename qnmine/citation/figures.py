"""The accuracy that was measured, from `qnmine/data/measured.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import qnmine

WHOLE = "ALL"
"""The type of the row for all types together."""


@dataclass(frozen=True)
class Figures:
    """Precision, recall and F1 of a task, and what they were measured on.

    `texts` and `gold` count the texts and what a person marked in them, `low` and `high` are the 95% interval
    of F1, None where there is none.
    """

    task: str
    data: str
    texts: int
    gold: int
    precision: float
    recall: float
    f1: float
    low: float | None
    high: float | None


def figures_of(task: str, version: str, model: str | None, underthesea: str | None = None) -> Figures | None:
    """Return the figures of a task by a version of qnmine with a model (its SHA-256); None if none are known.

    Figures are those of the model that was measured, whatever the version; where rules do the work, those of
    the version. `model` is None for rules; `underthesea` is the version of that package, for `pos`.
    """
    whole = _measured()
    told = whole.get(task)
    if told is None or (told.get("model") != model if model else whole.get("qnmine") != version):
        return None
    if task == "pos" and underthesea != whole["peers"]["underthesea"]["version"]:
        return None
    row = next((row for row in told["rows"] if row["type"] == WHOLE), None)
    if row is None:
        return None
    scores = (row["precision"], row["recall"], row["f1"], row.get("low"), row.get("high"))
    return Figures(task, told["data"], told["texts"], row["gold"], *scores)


@cache
def _measured() -> dict[str, Any]:
    file = files("qnmine.data") / "measured.json"
    if not file.is_file():
        return {"qnmine": qnmine.__version__}
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
