"""Other tools on the annotated texts: their output saved, then scored by `qnmine evaluate`.

underthesea is scored through `--engine underthesea` and `--segmenter underthesea`, which give the labels,
words and tags of underthesea itself (`tests/entities/engines` and `python -m tests.benchmarks.words_parity`
hold that); signs at the edges of its names are trimmed, which is in its favour. Tags of the treebank's tagset
become universal ones by one table for all.
"""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any

from qnmine.evaluation import read_words
from qnmine.words.pos import universal_tag
from tests.benchmarks.accuracy_dates import date_scores
from tests.benchmarks.accuracy_entities import by_origin
from tests.benchmarks.accuracy_scores import evaluate, read_lines, said, scores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OF_PYVI = {"F": "CH"}  # its tag of punctuation, and the treebank's


def peers(entities: Path, words: Path, expressions: Path, scratch: Path) -> dict[str, Any]:
    """Return the figures of other tools, by their names on PyPI."""
    return {
        "underthesea": {
            "version": metadata.version("underthesea"),
            "entities": _entities(entities, scratch, "--engine", "underthesea"),
            **_words(words, "--segmenter", "underthesea"),
        },
        "pyvi": {"version": metadata.version("pyvi"), **_words(words, _saved_pyvi(words, scratch))},
        "dateparser": {
            "version": metadata.version("dateparser"),
            "dates": date_scores(read_lines(expressions)),
        },
    }


def _entities(gold: Path, scratch: Path, *system: str) -> dict[str, Any]:
    rows = evaluate(gold, *system, "--interval")
    return {
        "command": said(gold, *system, "--interval"),
        "rows": scores(rows, "strict"),
        "boundary": scores(rows, "boundary"),
        **by_origin(gold, scratch, *system),
    }


def _words(gold: Path, *system: object) -> dict[str, Any]:
    rows = evaluate("--task", "words", gold, *system, "--interval")
    tags = evaluate("--task", "pos", gold, *system, "--interval")
    return {
        "words": {
            "command": said("--task", "words", gold, *system, "--interval"),
            "rows": scores(rows, "strict"),
            "sentences": scores(rows, "sentence"),
        },
        "pos": {
            "command": said("--task", "pos", gold, *system, "--interval"),
            "rows": scores(tags, "strict")[:1],
            "aligned": scores(tags, "aligned"),
        },
    }


def _saved_pyvi(gold: Path, scratch: Path) -> Path:
    path = scratch / "pyvi.conllu"
    path.write_text("\n".join(_pyvi_sentences(gold)), encoding="utf-8")
    return path


def _pyvi_sentences(gold: Path) -> Iterator[str]:
    """Yield the sentences of a gold as pyvi segments and tags them, in CoNLL-U."""
    from pyvi import ViPosTagger, ViTokenizer

    for record in read_words(gold):
        words, tags = ViPosTagger.postagging(ViTokenizer.tokenize(record.text))
        forms = [word.replace("_", " ") if word.strip("_") else word for word in words]
        rows = [
            "\t".join([str(number), form, "_", universal_tag(form, _OF_PYVI.get(tag, tag)), *"______"])
            for number, (form, tag) in enumerate(zip(forms, tags, strict=True), 1)
        ]
        yield "\n".join([f"# sent_id = {record.id}", f"# text = {record.text}", *rows, ""])
