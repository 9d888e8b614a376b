"""Our commands, each in a process of its own: they read JSON lines and write CSV to a file."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.processes import Measure, ProcessFailedError, measure

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    """A measured run of a command and the SHA-256 of what it wrote."""

    measure: Measure
    digest: str

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for the results."""
        return asdict(self.measure)


class Commands:
    """Runs commands (`entities --mentions`) and keeps what was measured; `folder` is for what they write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._accepting: dict[str, bool] = {}
        self._runs: dict[tuple[str, Path, int], list[Run]] = {}

    def accepts_jobs(self, command: str) -> bool:
        """Whether the command has the option --jobs."""
        if command not in self._accepting:
            try:
                measure(["-m", "qnmine", *command.split(), "--jobs", "1", "--help"])
            except ProcessFailedError:
                self._accepting[command] = False
            else:
                self._accepting[command] = True
        return self._accepting[command]

    def run(self, command: str, source: Path, jobs: int = 1) -> Run:
        """Run a command, with so many workers if it knows --jobs; its output must be that of earlier runs."""
        output = self.folder / "output.csv"
        spread = ["--jobs", str(jobs)] if self.accepts_jobs(command) else []
        arguments = [*command.split(), str(source), *spread, "-q", "--no-config", "--csv", "-o", str(output)]
        measured = measure(["-m", "qnmine", *arguments])
        with output.open("rb") as file:
            run = Run(measured, hashlib.file_digest(file, "sha256").hexdigest())
        output.unlink()
        earlier = self._runs.setdefault((command, source, jobs), [])
        if earlier and earlier[0].digest != run.digest:
            raise ProcessFailedError(f"qnmine {command}: two runs on the same input wrote different bytes")
        earlier.append(run)
        return run

    def runs(self, command: str, source: Path, jobs: int = 1) -> list[Run]:
        """Return the runs made so far, at least one."""
        if (command, source, jobs) not in self._runs:
            self.run(command, source, jobs)
        return self._runs[command, source, jobs]
