"""Runs that were made earlier, as their manifests tell of them."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.citation.components import GIVEN, OWN, TASKS, UNDERTHESEA, Component
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.manifests.contents import CORPUS, FORMAT, OTHER

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


# What goes into a paper and into files of references as it is; no later qnmine has others.
_VERSION = re.compile(r"\d[\w.+!-]*", re.ASCII)
_COMMAND = re.compile(r"[a-z][a-z-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


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


_LONGEST = 2**28
"""Bytes of a manifest that are read: one of a million files has less."""


def read_run(path: str) -> Run:
    """Return the run that a manifest tells of; UsageError if the file is none."""
    name = shown(path)
    try:
        with Path(path).open("rb") as file:
            told = json.loads(file.read(_LONGEST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = str(error.strerror).lower() if isinstance(error, OSError) else "it is no JSON"
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
    if any(one["role"] == OTHER for one in told["inputs"]):
        corpus = {}  # the documents are those of two corpora, and these files of one
    given = {**options["settings_file"], **options["command_line"]}
    return Run(
        command=_spelled(_COMMAND, told["command"]),
        version=_version(told),
        options=tuple(_options(given)),
        documents=_count(counts.get("documents")),
        failed=_count(counts.get("failed")) or 0,
        files=_count(corpus.get("files")),
        corpus=_digest(corpus.get("sha256")),
        complete=bool(counts.get("complete", True)),
        components=tuple(_components(told, {**options["default"], **given})),
    )


def _version(told: Mapping[str, Any]) -> str:
    return _spelled(_VERSION, told["versions"]["qnmine"])


def _version_of(told: Mapping[str, Any], library: str) -> str | None:
    found = told["versions"].get(library)
    return None if found is None else _spelled(_VERSION, found)


def _digest(value: object) -> str | None:
    return None if value is None else _spelled(_SHA256, value)


def _spelled(form: re.Pattern[str], value: object) -> str:
    """Return a string that has a form; raises ValueError for any other value."""
    if isinstance(value, str) and form.fullmatch(value):
        return value
    raise ValueError(f"not as a manifest has it: {value!r}")


def _count(value: object) -> int | None:
    """Return a count, None where there is none; raises ValueError for any other value."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise ValueError(f"no count: {value!r}")


def _options(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the options that results depend on, as they would stand on a command line."""
    for name, value in given.items():
        if name in _NOT_TOLD or value is None or value is False or value == []:
            continue
        if value is True:
            yield shown(name)
        else:
            written = ",".join(map(str, value)) if isinstance(value, list) else str(value)
            shape = shlex.quote(shown(written))
            yield f"{shown(name)} {shape}" if name.startswith("-") else shape


def _components(told: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[Component]:
    """Yield what did the tasks of a run."""
    version = _version(told)
    for task in TASKS:
        if task not in _tasks(str(told["command"]), options):
            continue
        if task == "entities":
            yield _entities(told, options, version)
        elif task == "words":
            yield _words(told, options, version)
        elif task == "pos":
            yield Component(task, version, UNDERTHESEA, _version_of(told, UNDERTHESEA))
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
        return Component("entities", version, shown(engine), _version_of(told, engine), lists=lists)
    model, trained = _model(told, "--model", "entities")
    return Component("entities", version, model=model, trained=trained, lists=lists)


def _words(told: Mapping[str, Any], options: Mapping[str, Any], version: str) -> Component:
    lists = _lists(told, "--words")
    if _has_own_words(told, options):
        return Component("words", version, GIVEN)
    if options.get("--segmenter") == UNDERTHESEA:
        return Component("words", version, UNDERTHESEA, _version_of(told, UNDERTHESEA), lists=lists)
    model, trained = _model(told, "--word-model", "words")
    return Component("words", version, model=model, trained=trained, lists=lists)


def _has_own_words(told: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Tell whether the texts of a run came with their words, and kept them."""
    if options.get("--segmenter") or options.get("--word-model"):
        return False
    paths = [str(one["path"]) for one in told["inputs"] if one["role"] == CORPUS]
    return options.get("--from") == "conllu" or any(".conllu" in path for path in paths)


def _model(told: Mapping[str, Any], option: str, name: str) -> tuple[str | None, bool]:
    """Return the digest of the model of a run, and whether it is one that an option names.

    One that came through a pipe has no digest.
    """
    own = [one["sha256"] for one in told["inputs"] if one["role"] == option]
    if own:
        return _digest(own[0]), True
    return _spelled(_SHA256, told["models"][name]["sha256"]), False


def _lists(told: Mapping[str, Any], option: str) -> tuple[tuple[str, str | None], ...]:
    kind = option.removeprefix("--")
    return tuple((kind, _digest(one["sha256"])) for one in told["inputs"] if one["role"] == option)
