"""What each group of features and each kind of copy is worth: models trained without it, scored on gold.

    python -m tests.benchmarks.entities_ablation PATH/train.jsonl qnmine/data/annotated/*.jsonl \
        --gold PATH/dev.jsonl --clusters PATH/clusters_syntactic.tsv --clusters PATH/clusters_topical.tsv

Strict F1 of each text on its own, as `qnmine evaluate` gives it. Each model takes minutes. With
`--unseen SOURCE` the records of that source are not trained on and are the gold: how a model does on text of
another kind.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qnmine.entities.training import Options, train
from qnmine.evaluation.spans import read_records
from qnmine.text.document import Document

if TYPE_CHECKING:
    from qnmine.evaluation.records import SpanRecord

GROUPS = ("words", "segmentation", "gaps", "places", "gazetteers", "clusters", "evidence")
TYPES = ("all", "PER", "ORG", "LOC")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--gold", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--clusters", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--unseen", help="Train without the records of this source, and score on them.")
@click.option("--only", multiple=True, help="Only these rows ('everything', 'without words', …).")
def main(
    files: tuple[Path, ...],
    gold: Path,
    clusters: tuple[Path, ...],
    unseen: str | None,
    only: tuple[str, ...],
) -> None:
    """Print a row for each model."""
    records = [record for file in files for record in read_records(file)]
    tested = list(read_records(gold))
    if unseen is not None:
        sources = {id_: source for file in (*files, gold) for id_, source in _sources(file)}
        tested = [record for record in (*records, *tested) if sources.get(record.id) == unseen]
        records = [record for record in records if sources.get(record.id) != unseen]
    whole = Options(clusters=clusters)
    rows = {
        "everything": whole,
        **{f"without {group}": Options(clusters=clusters, without=frozenset({group})) for group in GROUPS},
        "without other names": Options(clusters=clusters, substituted=0),
        "every article whole": Options(clusters=clusters, alone=0),
    }
    click.echo("model\t" + "\t".join(TYPES))
    for row, options in rows.items():
        if not only or row in only:
            found = train(records, options).spans([Document(r.id, r.text) for r in tested])
            scores = _scores(tested, [{(s.start, s.end, s.type) for s in spans} for spans in found])
            click.echo(f"{row}\t" + "\t".join(f"{100 * scores[kind]:.1f}" for kind in TYPES))


def _sources(file: Path) -> list[tuple[str, str]]:
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [(line["id"], line.get("source", "")) for line in lines]


def _scores(gold: list[SpanRecord], found: list[set[tuple[int, int, str]]]) -> dict[str, float]:
    """Strict F1 of all spans, and of each type."""
    marked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record, spans in zip(gold, found, strict=True):
        true = {(span.start, span.end, span.type) for span in record.entities}
        for group, counts in ((true, marked), (spans, marked), (true & spans, right)):
            counts.update(type_ for _, _, type_ in group)
            counts["all"] += len(group)
    return {kind: 2 * right[kind] / max(1, marked[kind]) for kind in TYPES}


if __name__ == "__main__":
    main()
