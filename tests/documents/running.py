"""Run the blocks of a document from its first to its last."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests import ROOT
from tests.documents.blocks import ELSEWHERE, FILE, NOT_RUN, Block, agrees, blocks_of, steps_of
from tests.documents.terminal import in_pipe, in_terminal, prepare

if TYPE_CHECKING:
    from pathlib import Path

_SHORTEST_REASON = 5


@dataclass
class Findings:
    """What was found wrong, a message each, and what every command showed, by its line."""

    faults: list[str] = field(default_factory=list)
    outputs: dict[int, str] = field(default_factory=dict)


@dataclass
class _Session:
    folder: Path
    environment: dict[str, str]
    python: list[tuple[str, str]] = field(default_factory=list)


def run_document(document: str, folder: Path) -> Findings:
    """Run all blocks of a document in a new folder, each after the one before it."""
    folder.mkdir()
    session = _Session(folder, prepare(folder))
    findings = Findings()
    for block in blocks_of(document):
        fault = _fault_of_mark(block) if block.mark[0] else _fault(block, session, findings)
        if fault:
            findings.faults.append(f"line {block.line}: {fault}")
    return findings


def _fault_of_mark(block: Block) -> str:
    name, value = block.mark
    if name == FILE:
        same = (ROOT / value).read_text(encoding="utf-8") == block.text
        return "" if same else f"{value} is different"
    if name == NOT_RUN:
        return "" if len(value) >= _SHORTEST_REASON else "no reason why it is not run"
    return "" if name in ELSEWHERE else f"unknown mark '{name}'"


def _fault(block: Block, session: _Session, findings: Findings) -> str:
    if block.language == "console":
        return _fault_of_console(block, session, findings)
    if block.language == "sh":
        code, _, errors = in_pipe(
            ["bash", "-euo", "pipefail", "-c", block.text], session.folder, session.environment
        )
        return f"exit code {code}\n{errors}" if code else ""
    if block.language in ("python", "pycon"):
        session.python.append((block.language, block.text))  # a block goes on where the one before ended
        code, output, errors = in_pipe(
            ["python", "-m", "tests.documents.session"],
            session.folder,
            session.environment,
            json.dumps(session.python),
        )
        return f"exit code {code}\n{output}{errors}" if code else ""
    return f"a block of '{block.language}' can't be run; say why: <!-- not run: … -->"


def _fault_of_console(block: Block, session: _Session, findings: Findings) -> str:
    faults: list[str] = []
    for step in steps_of(block):
        output = in_terminal(step.command, session.folder, session.environment)
        findings.outputs[step.line] = output
        if not agrees(step.shown, output):
            faults.append(f"$ {step.command}-- shown:\n{step.shown}-- comes out:\n{output}")
    return "\n".join(faults)
