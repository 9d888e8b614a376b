"""Which engine does the work of a run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from qnmine.engines.work import Chunk, Kept, Part, Work


VARIABLE = "QNMINE_SCHEDULER"
"""The environment variable that names a scheduler for `--engine dask`."""


class Engine(Protocol):
    """What does chunks of work, wherever that is."""

    def map(
        self, work: Work[Kept], chunks: Iterable[Chunk], /
    ) -> Generator[tuple[Chunk, Part[Kept]], None, None]:
        """Yield each chunk with what came of it, in order; only a few are held at any time."""


class Spread(Protocol):
    """What a user asks for."""

    @property
    def jobs(self) -> int:
        """How many processes may work."""

    @property
    def spread(self) -> str | None:
        """Who is to do the work, `local` or `dask`; None where it is not said."""

    @property
    def scheduler(self) -> str | None:
        """The address of a Dask scheduler."""

    @property
    def scheduler_file(self) -> str | None:
        """A file that holds it."""


def choose_engine(asked: Spread, warn: Callable[[str], object], files: Sequence[Path] = ()) -> Engine | None:
    """Return the engine that is asked for; None where the work is to be done right here, row by row.

    `files` are those that options name besides the corpus. Raises UsageError for options that exclude each
    other, and for a scheduler that is not to be had.
    """
    address = scheduler_of(asked)
    if address is not None:
        from qnmine.engines.dask import Dask

        if asked.jobs != 1:
            warn("--jobs is ignored: with --engine dask the workers of the scheduler do the work")
        return Dask(address, warn, files)
    if asked.jobs == 1:
        return None
    from qnmine.engines.processes import Processes

    return Processes(asked.jobs, warn)


def scheduler_of(asked: Spread) -> str | None:
    """Return the address of the scheduler that is asked for, None for work on this machine.

    A scheduler that an option names implies `dask`, one that the environment names does not.
    """
    given = {"--scheduler": asked.scheduler, "--scheduler-file": asked.scheduler_file}
    named = [option for option, value in given.items() if value is not None]
    if len(named) > 1:
        raise UsageError("--scheduler and --scheduler-file both name a scheduler; give one of them")
    if named and asked.spread == "local":
        raise UsageError(f"{named[0]} is for --engine dask; leave it out, or leave out --engine local")
    if asked.scheduler_file is not None:
        from qnmine.engines.dask import address_in

        return address_in(asked.scheduler_file)
    address = asked.scheduler
    if address is None and asked.spread == "dask":
        address = os.environ.get(VARIABLE, "")
    if address is not None and not address.strip():
        raise UsageError(
            "--engine dask needs the address of a scheduler; give it by --scheduler tcp://host:8786, "
            f"--scheduler-file FILE or {VARIABLE}"
        )
    return address
