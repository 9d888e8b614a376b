"""Measures how right qnmine is, and other tools on the same texts: into qnmine/data/measured.json.

    python -m tests.benchmarks.accuracy --entities dev.jsonl --words vi_vtb-ud-dev.conllu \
        --wikipedia viwiki-2017.jsonl.xz --train train.jsonl \
        --clusters clusters_syntactic.tsv --clusters clusters_topical.tsv
    python -m tests.benchmarks.accuracy_tables         # then the tables of the documents

The texts are not part of qnmine (`qnmine/data/models/README.md` says what they are); the file keeps their
checksums. Every figure is one that `qnmine evaluate` prints: it is run here as a command, which the file
names. Other tools are called as their users call them, their output is saved and scored by the same command
(`accuracy_peers.py`), but for dateparser, whose dates have no kinds (`accuracy_dates.py`). It takes half a
minute, and some five more with `--train`, for a model that has seen no newspaper (`accuracy_entities.py`);
without it that figure is kept, unless the shipped model is another one.

`rows` are scores by type, all types first; `low` and `high` are the 95% interval of F1 over resampled texts.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qnmine
from tests import ROOT
from tests.benchmarks import accuracy_entities, accuracy_peers
from tests.benchmarks.accuracy_scores import evaluate, said, scores, sha256
from tests.benchmarks.results import write
from tests.expressions import wikipedia_gold

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURED = ROOT / "qnmine" / "data" / "measured.json"
WORD_MODEL = ROOT / "qnmine" / "data" / "models" / "words.model"
TREEBANK = "the development set of UD_Vietnamese-VTB, newspaper sentences"
PARAGRAPHS = "100 paragraphs of Vietnamese Wikipedia of 2017, drawn at random and annotated by reading"

_WIDTH = 200
_ANNOTATED = [f"tests/expressions/wikipedia_{name}.jsonl" for name in ("two", "three")]


def words(gold: Path) -> dict[str, Any]:
    """Return the scores of the words."""
    rows = evaluate("--task", "words", gold, "--interval")
    sentences = scores(rows, "sentence")
    return {
        "model": sha256(WORD_MODEL),
        "data": TREEBANK,
        "data_sha256": sha256(gold),
        "command": said("--task", "words", gold, "--interval"),
        "texts": sentences[0]["gold"],
        "rows": scores(rows, "strict"),
        "sentences": sentences,
    }


def parts_of_speech(gold: Path) -> dict[str, Any]:
    """Return the scores of universal parts of speech: on our words, of our right words, on those given."""
    rows = evaluate("--task", "pos", gold, "--interval")
    given = evaluate("--task", "pos", gold, "--gold-words", "--interval")
    return {
        "data": TREEBANK,
        "data_sha256": sha256(gold),
        "command": said("--task", "pos", gold, "--interval"),
        "texts": scores(evaluate("--task", "words", gold), "sentence")[0]["gold"],
        "rows": scores(rows, "strict"),
        "aligned": scores(rows, "aligned"),
        "gold_words": scores(given, "strict")[:1],
    }


def expressions(task: str, gold: Path, wikipedia: Path) -> dict[str, Any]:
    """Return the scores of the rules of numbers or dates: spans and kinds, and the values of these."""
    rows = evaluate("--task", task, gold, "--interval")
    made = (
        f"python -m tests.expressions.wikipedia_gold {wikipedia.name} {' '.join(_ANNOTATED)} -o {gold.name}"
    )
    return {
        "data": PARAGRAPHS,
        "data_sha256": sha256(gold),
        "data_command": made,
        "command": said("--task", task, gold, "--interval"),
        "texts": len(gold.read_text(encoding="utf-8").splitlines()),
        "rows": scores(rows, "strict"),
        "values": scores(rows, "value"),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and write the file."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        gold = scratch / "gold.jsonl"
        wikipedia_gold.main([str(options.wikipedia), *_ANNOTATED, "-o", str(gold)])
        entities = accuracy_entities.entities(options.entities, scratch)
        if options.train:
            corpus = (options.train, options.entities)
            entities["unseen"] = accuracy_entities.unseen(corpus, options.clusters, scratch)
        elif kept := _kept(options.output, entities["model"]):
            entities["unseen"] = kept
        content = {
            "measured": datetime.now(UTC).strftime("%Y-%m-%d"),
            "qnmine": qnmine.__version__,
            "entities": entities,
            "words": words(options.words),
            "pos": parts_of_speech(options.words),
            "numbers": expressions("numbers", gold, options.wikipedia),
            "dates": expressions("dates", gold, options.wikipedia),
            "peers": accuracy_peers.peers(options.entities, options.words, gold, scratch),
        }
    write(content, options.output, width=_WIDTH)
    print(f"{options.output}: written")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entities", type=Path, required=True, metavar="SPANS", help="with a 'source'")
    parser.add_argument("--words", type=Path, required=True, metavar="CONLLU")
    parser.add_argument(
        "--wikipedia", type=Path, required=True, metavar="JSONL", help="for numbers and dates"
    )
    parser.add_argument("--train", type=Path, metavar="SPANS", help="what the shipped model was trained on")
    parser.add_argument("--clusters", type=Path, action="append", default=[], metavar="TSV", help="of words")
    parser.add_argument("-o", "--output", type=Path, default=MEASURED)
    return parser.parse_args(arguments)


def _kept(path: Path, model: str) -> dict[str, Any] | None:
    """Return the figure for unseen text of an earlier run, if the shipped model was the same."""
    if not path.exists():
        return None
    entities = json.loads(path.read_text(encoding="utf-8"))["entities"]
    return entities.get("unseen") if entities["model"] == model else None


if __name__ == "__main__":
    main()
