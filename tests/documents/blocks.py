"""The code blocks of a Markdown document, and what their marks say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"<!-- *([a-z ]+?)(?:: *(.*?))? *-->")
_FENCE = re.compile(r"( *)```(\w*)\n")

NOT_RUN, FILE = "not run", "file"
ELSEWHERE = {"main command", "test command"}  # which the checks of the project run
RUN = {"console", "sh", "python"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the line of its fence from 1, the mark on the line before it.

    `mark` is a pair of a name and what follows its colon, both empty when there is none:
    `<!-- not run: needs a cluster -->`, `<!-- file: examples/corrections.csv -->`.
    """

    language: str
    text: str
    line: int
    mark: tuple[str, str]

    @property
    def is_run(self) -> bool:
        """Whether it has to be run: the others are marked, with a reason."""
        return not self.mark[0]


@dataclass(frozen=True)
class Step:
    """A command of a console block and what the document shows after it, both with their line ends."""

    command: str
    shown: str
    line: int


def blocks_of(document: str) -> list[Block]:
    """Return the fenced blocks of a Markdown text in order."""
    found: list[Block] = []
    lines = document.splitlines(keepends=True)
    number = 0
    while number < len(lines):
        opened = _FENCE.fullmatch(lines[number])
        number += 1
        if opened is None:
            continue
        first = number
        closing = f"{opened[1]}```\n"
        while number < len(lines) and lines[number] != closing:
            number += 1
        before = lines[first - 2].strip() if first > 1 else ""
        mark = _MARK.fullmatch(before)
        text = "".join(line.removeprefix(opened[1]) for line in lines[first:number])
        found.append(Block(opened[2], text, first, (mark[1], mark[2] or "") if mark else ("", "")))
        number += 1
    return found


def steps_of(block: Block) -> list[Step]:
    """Return the commands of a console block: `$ ` begins one, `> ` goes on with it, the rest is output."""
    steps: list[Step] = []
    for number, line in enumerate(block.text.splitlines(keepends=True), block.line + 1):
        if line.startswith("$ "):
            steps.append(Step(line[2:], "", number))
        elif not steps:
            raise ValueError(f"line {number}: a console block begins with a command ($ …)")
        elif line.startswith("> ") and not steps[-1].shown:
            steps[-1] = Step(steps[-1].command + line[2:], "", steps[-1].line)
        else:
            steps[-1] = Step(steps[-1].command, steps[-1].shown + line, steps[-1].line)
    return steps


def agrees(shown: str, output: str) -> bool:
    """Tell whether output is what is shown, where a line of `…` stands for any number of lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…\n" else re.escape(line) for line in shown.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, output) is not None


def rewritten(document: str, outputs: dict[int, str]) -> str:
    """Return a document with the outputs of the commands on these lines in place of what it shows."""
    lines = document.splitlines(keepends=True)
    for block in reversed([block for block in blocks_of(document) if block.language == "console"]):
        for step in reversed(steps_of(block)):
            if step.line not in outputs or agrees(step.shown, outputs[step.line]):
                continue
            first = step.line - 1 + step.command.count("\n")
            lines[first : first + step.shown.count("\n")] = outputs[step.line].splitlines(keepends=True)
    return "".join(lines)
