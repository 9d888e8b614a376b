"""The JSON document of a manifest, made of what was recorded of a run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.manifests.digests import digest_of_digests, digest_of_file, shipped
from qnmine.manifests.environment import system, versions
from qnmine.manifests.recording import STANDARD, Passing, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from qnmine.manifests.recording import Recording, SeenFile

FORMAT = 1
"""Goes up whenever a key of the manifest means something else than before."""

CORPUS = "corpus"
"""The role of the texts among the inputs; others have the name of their option."""

OTHER = "--with"
"""The role of the texts that a corpus is compared with."""


@dataclass(frozen=True)
class Request:
    """What was asked for.

    `arguments` are those of the process, as they were given; `options` by where they come from, then by their
    names on the command line; `text` is the string that was analysed, if it was one. `files` are those that
    options name: the name of the option by the path that it was given. `settings` is a settings file.
    """

    command: str
    arguments: Sequence[str]
    options: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, str]
    text: str | None = None
    settings: str | None = None


def manifest_of(
    request: Request, recording: Recording, exit_code: int, begun: datetime, ended: datetime
) -> dict[str, Any]:
    """Return the manifest of a run that has ended, as plain JSON values.

    All but `started` and `ended` is the same for the same request over the same input.
    """
    inputs = _inputs(request, recording)
    return {
        "manifest": FORMAT,
        "command": request.command,
        "command_line": ["qnmine", *request.arguments],
        "started": _utc(begun),
        "ended": _utc(ended),
        "exit_code": exit_code,
        "counts": _counts(recording),
        "failures": [
            {"name": error.name, "reason": error.reason, "remedy": error.remedy}
            for error in recording.failures
        ],
        "corpus": _corpus([one for one in inputs if one["role"] == CORPUS]),
        "inputs": inputs,
        "outputs": [_output(path, passing) for path, passing in recording.outputs.items()],
        "options": request.options,
        "models": {one.name: _told(one.files, one.size, one.sha256) for one in shipped() if one.is_model},
        "tables": {one.name: _told(one.files, one.size, one.sha256) for one in shipped() if not one.is_model},
        "versions": versions(),
        "system": system(),
    }


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _told(number: int, size: int, sha256: str) -> dict[str, Any]:
    return {"files": number, "bytes": size, "sha256": sha256}


def _counts(recording: Recording) -> dict[str, Any]:
    """Return the counts of a run over documents, or of a table."""
    run = recording.run
    if run is None:
        return {} if recording.rows is None else {"rows": recording.rows}
    return {
        "documents": run.documents_done,
        "failed": len(recording.failures),
        "rows": None if _has_lost_its_reader(recording) else run.rows,
        "complete": run.complete,
    }


def _has_lost_its_reader(recording: Recording) -> bool:
    return any(one is not None and one.broken for one in recording.outputs.values())


def _corpus(inputs: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the size of the corpus and its digest; None where there is none."""
    if not inputs:
        return None
    if any(one["sha256"] is None for one in inputs):  # a pipe that was not read to its end
        return {"files": len(inputs), "bytes": None, "sha256": None}
    digest = digest_of_digests(str(one["sha256"]) for one in inputs)
    return _told(len(inputs), sum(one["bytes"] for one in inputs), digest)


def _inputs(request: Request, recording: Recording) -> list[dict[str, Any]]:
    """Return what was read: the corpus first, in its order, then what options name."""
    found = []
    if request.text is not None:
        passing = Passing()
        passing.add(request.text.encode("utf-8", "surrogateescape"))
        passing.ended = True
        found.append(_input("", "--text", CORPUS, passing))
    roles = {os.path.realpath(path): name for path, name in request.files.items() if path != STANDARD}
    seen = set()
    for path, noted in recording.inputs.items():
        seen.add(os.path.realpath(path))
        own = request.files.get(path) if path == STANDARD else _role(path, roles)
        found.append(_input(path, path, own or CORPUS, noted))
    for path, name in request.files.items():
        if path != STANDARD and os.path.realpath(path) not in seen:
            found += [_input(one, one, name, None) for one in _files_of(path)]
    if request.settings is not None:
        found.append(_input(request.settings, request.settings, request.settings, None))
    return sorted(found, key=lambda one: one["role"] != CORPUS)


def _role(path: str, roles: Mapping[str, str]) -> str | None:
    """Return the option that names a file, or a folder in which it lies."""
    place = Path(os.path.realpath(path))
    for one in (place, *place.parents):
        if str(one) in roles:
            return roles[str(one)]
    return None


def _files_of(path: str) -> list[str]:
    """Return a file, or all files of a folder in order."""
    if not Path(path).is_dir():
        return [path]
    return sorted(str(one) for one in Path(path).rglob("*") if one.is_file())


def _input(path: str, shown: str, role: str, noted: SeenFile | Passing | None) -> dict[str, Any]:
    """Return an input; the digest of a file is taken now, and it is told if the file is not as it was."""
    told: dict[str, Any] = {"path": shown, "role": role}
    if isinstance(noted, Passing):
        whole = noted.ended
        return {**told, "bytes": noted.size if whole else None, "sha256": noted.sha256() if whole else None}
    state = state_of(path)
    told |= {"bytes": None if state is None else state[0], "sha256": digest_of_file(Path(path))}
    if noted is not None and noted.state != state:
        told["changed"] = True
    return told


def _output(path: str, passing: Passing | None) -> dict[str, Any]:
    """Return a result; one whose reader went away before its end has no digest."""
    if passing is not None:
        whole = not passing.broken
        size, digest = (passing.size, passing.sha256()) if whole else (None, None)
        return {"path": path, "bytes": size, "sha256": digest}
    state = state_of(path)
    return {"path": path, "bytes": None if state is None else state[0], "sha256": digest_of_file(Path(path))}
