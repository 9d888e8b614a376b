"""The workers of a Dask scheduler: chunks go to whoever is free, their parts come back in order."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import pickle
import re
import time
from collections import deque
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.engines.dask_worker import Job, do_task, setting, survives
from qnmine.engines.retrying import name_of, with_failures, without_lost
from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from qnmine.engines.dask_worker import Setting
    from qnmine.engines.work import Chunk, Kept, Part, Work

CONNECT_SECONDS = 10.0
"""How long the scheduler may take to answer."""
PATIENCE_SECONDS = 4.0
"""How long a run waits without a worker before it says so."""
_ADDRESS = re.compile(r"((tcp|tls|ws|wss|ucx)://)?[^/\s]+:[0-9]+")
_LOUD = ("distributed", "tornado", "asyncio")
_SILENT = logging.CRITICAL + 1


class Dask:
    """Analyses chunks in the workers of a scheduler (`tcp://host:8786`).

    The scheduler gives the chunk of a worker that dies to another one. A chunk whose workers keep dying is
    tried document by document; the documents that end their worker again fail, the others go on. `warn` is
    told of that, and of waiting for workers. `files` are those that options name besides the corpus.
    Raises UsageError if `distributed` is not installed, the scheduler does not answer, or it or one of its
    workers has another qnmine, Python or model.
    """

    def __init__(self, address: str, warn: Callable[[str], object], files: Sequence[Path] = ()) -> None:
        if find_spec("distributed") is None:
            raise UsageError(
                '--engine dask needs dask.distributed; install it with: pip install "qnmine[dask]"'
            )
        self._address = address
        self._warn = warn
        self._folder = str(Path.cwd())
        self._setting = setting(self._folder, tuple(map(str, files)))
        with _connected(address) as client:
            _check(client, address, self._folder, self._setting)

    def map(
        self, work: Work[Kept], chunks: Iterable[Chunk]
    ) -> Generator[tuple[Chunk, Part[Kept]], None, None]:
        """Yield each chunk with what came of it, in order; only a few are held at any time."""
        pickled = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        job = pickle.dumps(tuple(Job(pickled, self._folder, self._setting)))
        with _connected(self._address) as client:
            run = _Run(client, self._address, job, self._warn)
            with run.losing_nothing():
                yield from run.map(iter(chunks))


class _Run:
    """The tasks of one run.

    The job goes along with every chunk, since it is small beside one: so no worker that dies can take it
    with it, and none that joins late is without it.
    """

    def __init__(self, client: Any, address: str, job: bytes, warn: Callable[[str], object]) -> None:
        self._client, self._address, self._warn = client, address, warn
        self._job, self._digest = job, hashlib.sha256(job).hexdigest()
        self._out: deque[tuple[Chunk, Any]] = deque()
        self._seen_workers = time.monotonic()
        self._told = False

    def map(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Part[Any]]]:
        """Yield each chunk with its part, in order."""
        while True:
            most = max(3, 2 * sum(self._threads()) + 1)
            while len(self._out) < most and (chunk := next(chunks, None)) is not None:
                self._out.append((chunk, self._submit(do_task, chunk, careful=False)))
            if not self._out:
                return
            chunk, future = self._out[0]
            part = self._part(future)
            if part is None:
                self._warn(f"{name_of(chunk, 0, len(chunk.documents))}: the workers ended; it is tried again")
                part = self._carefully(chunk)
            self._out.popleft()
            del future  # the cluster forgets a result that nobody holds
            yield chunk, part

    @contextlib.contextmanager
    def losing_nothing(self) -> Iterator[None]:
        """Give up what is not done at the end, and tell a lost connection from other faults."""
        from distributed import CancelledError

        try:
            yield
        except (CancelledError, OSError) as error:
            if isinstance(error, OSError) and self._client.status == "running":
                raise
            raise QnmineError(f"the connection to the scheduler at {self._address} is lost") from error
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel([future for _, future in self._out])

    def _submit(self, function: Callable[..., Any], chunk: Chunk, **settings: Any) -> Any:
        """Send a chunk."""
        data = pickle.dumps(replace(chunk, told=[]), pickle.HIGHEST_PROTOCOL)
        return self._client.submit(function, self._job, self._digest, data, pure=False, **settings)

    def _part(self, future: Any) -> Part[Any] | None:
        """Wait for a task and return its part; None if its workers died."""
        from distributed import KilledWorker

        self._wait(future)
        try:
            part: Part[Any] = pickle.loads(future.result())
        except KilledWorker:
            return None
        return part

    def _carefully(self, chunk: Chunk) -> Part[Any]:
        """Return the part of a chunk whose workers died, without the documents that end one by themselves.

        Each is tried alone, when nothing else runs: so nothing else can be to blame.
        """
        from distributed import KilledWorker

        for _, future in self._out:
            self._wait(future)
        lost = []
        for place in range(len(chunk.documents)):
            alone = replace(chunk, documents=[chunk.documents[place]], labels=[chunk.labels[place]])
            future = self._submit(survives, alone)
            self._wait(future)
            if isinstance(future.exception(), KilledWorker):
                lost.append(place)
        part = self._part(self._submit(do_task, without_lost(chunk, lost), careful=True))
        if part is None:
            raise QnmineError(
                f"{name_of(chunk, 0, len(chunk.documents))}: workers end on them together, though on none of "
                "them alone; give the workers more memory"
            )
        return with_failures(part, chunk, lost)

    def _wait(self, future: Any) -> None:
        """Wait until a task has ended in some way, and tell if there is nobody to do it."""
        while True:
            with contextlib.suppress(TimeoutError):
                future.exception(timeout=PATIENCE_SECONDS)
                return
            self._threads()

    def _threads(self) -> list[int]:
        """Return the numbers of threads of the workers; tell once if there have been none for a while."""
        threads = list(self._client.nthreads().values())
        now = time.monotonic()
        if threads:
            self._seen_workers, self._told = now, False
        elif now - self._seen_workers >= PATIENCE_SECONDS and not self._told:
            self._told = True
            self._warn(f"the scheduler at {self._address} has no workers; waiting for them")
        return threads


def address_in(file: str) -> str:
    """Return the address in a file that `dask scheduler --scheduler-file` has written.

    Raises UsageError if there is none.
    """
    try:
        return str(json.loads(Path(file).read_text(encoding="utf-8"))["address"])
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
    except (ValueError, LookupError, TypeError):
        reason = "does not hold the address of a scheduler"
    raise UsageError(f"--scheduler-file {file}: {reason}; 'dask scheduler --scheduler-file {file}' writes it")


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Yield a client of the scheduler; raises UsageError if it does not answer."""
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"{address!r} is no address of a scheduler; it is like tcp://host:8786")
    import dask
    from distributed import Client

    for name in [*_LOUD, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in _LOUD:
            logging.getLogger(name).setLevel(_SILENT)  # what matters is told by this program
    # One document may be large, and a lost scheduler is to be told soon.
    with dask.config.set(
        {
            "distributed.admin.large-graph-warning-threshold": "1 TB",
            "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS} s",
        }
    ):
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="qnmine")
        except (OSError, RuntimeError):
            raise UsageError(
                f"the scheduler at {address} does not answer; start it with 'dask scheduler', and give "
                "--scheduler the address that it shows"
            ) from None
        try:
            yield client
        finally:
            client.close()


def _check(client: Any, address: str, folder: str, own: Setting) -> None:
    """Raise UsageError if the scheduler or one of its workers cannot be used."""
    files = tuple(own.files)
    try:
        found = {f"the scheduler at {address}": client.run_on_scheduler(setting, folder, files)}
    except Exception as error:
        found = {f"the scheduler at {address}": error}
    workers = client.run(setting, folder, files, on_error="return")
    found |= {f"the worker at {name}": answer for name, answer in workers.items()}
    for who, answer in found.items():
        if isinstance(answer, BaseException):
            missing = isinstance(answer, ImportError) or "ModuleNotFoundError" in str(answer)
            why = "it has no qnmine" if missing else f"{type(answer).__name__}: {answer}"
        else:
            why = own.difference(answer)
        if why:
            raise UsageError(f"{who} cannot be used: {why}; install the same everywhere and start it again")
