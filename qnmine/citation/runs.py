"""Runs that were made earlier, as their manifests tell of them."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.citation.components import GIVEN, OWN, TASKS, UNDERTHESEA, Component
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.manifests.contents import CORPUS, FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What the commands find; those that are not here find nothing that has an accuracy.
_WORDS = ("words",)
_TASKS_OF: dict[str, tuple[str, ...]] = {
    "entities": ("entities",),
    "network": ("entities",),
    "numbers": ("numbers",),
    "dates": ("dates",),
    "explain": TASKS,
    "report": ("entities", "words", "numbers", "dates"),
    **dict.fromkeys(("tokenize", "keywords", "ngrams", "concordance", "collocations"), _WORDS),
    **dict.fromkeys(("dispersion", "trend", "compare", "profile"), _WORDS),
}
_OF_LAYERS = {"PER": "entities", "ORG": "entities", "LOC": "entities", "number": "numbers", "date": "dates"}

# Options that choose the files, the look of the table, or who does the work.
_NOT_TOLD = frozenset(
    {
        *("PATHS", "--text", "--files-from", "--output", "--no-clobber", "--errors", "--quiet", "--jobs"),
        *(
            "--format",
            "--csv",
            "--tsv",
            "--jsonl",
            "--columns",
            "--no-header",
            "--bom",
            "--safe-csv",
            "--color",
        ),
        *(
            "--resume",
            "--scheduler",
            "--scheduler-file",
            "--strict",
            "--lang",
            "--plot",
            "--plot-size",
            "--width",
        ),
        *("--model", "--word-model", "--corrections", "--words", "--engine", "--segmenter", "--download"),
        *("--no-pager", "--no-legend", "--title", "--matrix"),
    }
)


@dataclass(frozen=True)
class Run:
    """A run: what it was asked for, what it read, and what it worked with."""

    command: str
    version: str
    options: tuple[str, ...]
    documents: int | None
    failed: int
    files: int | None
    corpus: str | None
    complete: bool
    components: tuple[Component, ...]


def read_run(path: str) -> Run:
    """Return the run that a manifest tells of; UsageError if the file is none."""
    name = shown(path)
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise UsageError(
            f"{name}: cannot be read as a manifest ({reason}); name a file of --manifest"
        ) from None
    try:
        if told["manifest"] > FORMAT:
            raise UsageError(f"{name}: is a manifest of a later qnmine; update qnmine to read it")
        return _run(told)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise UsageError(f"{name}: is no manifest of qnmine; name a file that --manifest wrote") from None


def _run(told: Mapping[str, Any]) -> Run:
    options, counts, corpus = told["options"], told["counts"], told["corpus"] or {}
    given = {**options["settings_file"], **options["command_line"]}
    return Run(
        command=str(told["command"]),
        version=str(told["versions"]["qnmine"]),
        options=tuple(_options(given)),
        documents=counts.get("documents"),
        failed=int(counts.get("failed", 0)),
        files=corpus.get("files"),
        corpus=corpus.get("sha256"),
        complete=bool(counts.get("complete", True)),
        components=tuple(_components(told, {**options["default"], **given})),
    )


def _options(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the options that results depend on, as they would stand on a command line."""
    for name, value in given.items():
        if name in _NOT_TOLD or value is None or value is False or value == []:
            continue
        if value is True:
            yield name
        else:
            shape = shlex.quote(",".join(map(str, value)) if isinstance(value, list) else str(value))
            yield f"{name} {shape}" if name.startswith("-") else shape


def _components(told: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[Component]:
    """Yield what did the tasks of a run."""
    version = str(told["versions"]["qnmine"])
    for task in TASKS:
        if task not in _tasks(str(told["command"]), options):
            continue
        if task == "entities":
            yield _entities(told, options, version)
        elif task == "words":
            yield _words(told, options, version)
        elif task == "pos":
            yield Component(task, version, UNDERTHESEA, told["versions"].get(UNDERTHESEA))
        else:
            yield Component(task, version)


def _tasks(command: str, options: Mapping[str, Any]) -> set[str]:
    tasks = set(_TASKS_OF.get(command, ()))
    if command == "show":
        layers = options.get("--only") or list(_OF_LAYERS)
        tasks |= {_OF_LAYERS.get(layer, "words") for layer in layers}
    if options.get("--from-mentions") or options.get("--syllables"):
        tasks -= {"entities", "words"}
    if options.get("--pos") or options.get("--upos"):
        tasks.add("pos")
    if options.get("--join-entities"):
        tasks.add("entities")
    return tasks


def _entities(told: Mapping[str, Any], options: Mapping[str, Any], version: str) -> Component:
    lists = _lists(told, "--corrections")
    engine = options.get("--engine") or OWN
    if engine != OWN:
        return Component("entities", version, engine, told["versions"].get(engine), lists=lists)
    model, trained = _model(told, "--model", "entities")
    return Component("entities", version, model=model, trained=trained, lists=lists)


def _words(told: Mapping[str, Any], options: Mapping[str, Any], version: str) -> Component:
    lists = _lists(told, "--words")
    if _has_own_words(told, options):
        return Component("words", version, GIVEN)
    if options.get("--segmenter") == UNDERTHESEA:
        return Component("words", version, UNDERTHESEA, told["versions"].get(UNDERTHESEA), lists=lists)
    model, trained = _model(told, "--word-model", "words")
    return Component("words", version, model=model, trained=trained, lists=lists)


def _has_own_words(told: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Tell whether the texts of a run came with their words, and kept them."""
    if options.get("--segmenter") or options.get("--word-model"):
        return False
    paths = [str(one["path"]) for one in told["inputs"] if one["role"] == CORPUS]
    return options.get("--from") == "conllu" or any(".conllu" in path for path in paths)


def _model(told: Mapping[str, Any], option: str, name: str) -> tuple[str, bool]:
    """Return the digest of the model of a run, and whether it is one that an option names."""
    own = [one["sha256"] for one in told["inputs"] if one["role"] == option and one["sha256"]]
    return (str(own[0]), True) if own else (str(told["models"][name]["sha256"]), False)


def _lists(told: Mapping[str, Any], option: str) -> tuple[tuple[str, str], ...]:
    kind = option.removeprefix("--")
    return tuple((kind, str(one["sha256"])) for one in told["inputs"] if one["role"] == option)
