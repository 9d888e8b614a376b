"""The entity model measured: by type, by source, on text typed carelessly, on text of another kind.

The development set has a `source` in each record: `vtb`, `wiki`, or the invented news `news1` to `news5`.
The model that ships was trained on other sentences of the same sources. How it would do on a newspaper that
it has never seen is told by another model, trained by the same command on everything but the sentences of
`vtb`, and scored on all of these.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from tests import ROOT
from tests.benchmarks.accuracy_scores import (
    by_group,
    evaluate,
    read_lines,
    run,
    said,
    scores,
    sha256,
    write_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.benchmarks.accuracy_scores import Row

MODEL = ROOT / "qnmine" / "data" / "models" / "entities.model"
OWN = ROOT / "qnmine" / "data" / "annotated"
DATA = "the development set of an annotated corpus made for qnmine: newspaper, Wikipedia and invented news"
UNSEEN = "vtb"
DOMAINS = {"vtb": "treebank news", "wiki": "Wikipedia"}
INVENTED = "invented news"

_STROKES = str.maketrans("đĐ", "dD")


def entities(gold: Path, scratch: Path) -> dict[str, Any]:
    """Return the scores of the shipped model."""
    rows = evaluate(gold, "--interval")
    return {
        "model": sha256(MODEL),
        "data": DATA,
        "data_sha256": sha256(gold),
        "command": said(gold, "--interval"),
        "texts": len(read_lines(gold)),
        "rows": scores(rows, "strict"),
        "lenient": scores(rows, "lenient"),
        "boundary": scores(rows, "boundary"),
        **by_origin(gold, scratch),
        "as_typed": _as_typed(gold, scratch),
    }


def by_origin(gold: Path, scratch: Path, *system: str) -> dict[str, Any]:
    """Return the scores by source, and by the kinds of text that these are of."""
    records = ({**one, "domain": DOMAINS.get(one["source"], INVENTED)} for one in read_lines(gold))
    path = write_lines(records, scratch / gold.name)
    by_source = by_group(evaluate(gold, *system, "--interval", "--by", "source"))
    return {
        "by_source": {source: rows[0] for source, rows in by_source.items()},
        "by_domain": by_group(evaluate(path, *system, "--interval", "--by", "domain")),
    }


def unseen(corpus: tuple[Path, Path], clusters: Sequence[Path], scratch: Path) -> dict[str, Any]:
    """Return the scores of a model trained without one source, on all texts of this."""
    train, gold = (read_lines(path) for path in corpus)
    seen = write_lines((one for one in train if one["source"] != UNSEEN), scratch / "seen.jsonl")
    tested = [one for one in (*train, *gold) if one["source"] == UNSEEN]
    path, model = write_lines(tested, scratch / "unseen.jsonl"), scratch / "seen.model"
    options = [word for path in clusters for word in ("--clusters", path)]
    run("train", seen, *sorted(OWN.glob("*.jsonl")), *options, "-o", model, "-q")
    rows = evaluate(path, "--model", model, "--interval")
    return {
        "data": "all newspaper sentences of the corpus, by a model trained without them",
        "command": said(path, "--model", model, "--interval"),
        "texts": len(tested),
        "rows": scores(rows, "strict"),
    }


def _as_typed(gold: Path, scratch: Path) -> dict[str, Row]:
    """Return the scores on the same texts in small letters, in capitals, without diacritics."""
    found = {}
    for name, change in CHANGES.items():
        records = [{**one, "text": change(one["text"])} for one in read_lines(gold)]
        rows = evaluate(write_lines(records, scratch / "changed.jsonl"), "--interval")
        found[name] = scores(rows, "strict")[0]
    return found


def small_letters(text: str) -> str:
    """Return a text in small letters, as long as before."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def capitals(text: str) -> str:
    """Return a text in capitals, as long as before."""
    return "".join(capital if len(capital := char.upper()) == 1 else char for char in text)


def no_diacritics(text: str) -> str:
    """Return a text of composed characters without diacritics, as long as before."""
    return "".join(unicodedata.normalize("NFD", char)[:1] for char in text).translate(_STROKES)


CHANGES = {"small letters": small_letters, "capitals": capitals, "no diacritics": no_diacritics}
