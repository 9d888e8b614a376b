"""Several processes: chunks go to whoever is free, their parts come back in order."""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qnmine.engines.channel import Channel, Closed, pickled
from qnmine.engines.chunks import CHUNK_CHARACTERS
from qnmine.engines.retrying import name_of, place_among_all, with_failures
from qnmine.engines.work import do_chunk
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from qnmine.engines.work import Chunk, Kept, Part, Work

# Array libraries start threads of their own otherwise, as many as there are cores in every process.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_PROGRAM = "import sys; sys.path[:] = {path!r}; from qnmine.engines.worker import main; main()"


class Processes:
    """Analyses chunks in up to `jobs` processes, which are started as they are needed.

    A process that ends (killed, out of memory) is replaced and its chunk tried once more, document by
    document; the document that ends its process again fails, the others go on. `warn` is told of that.
    """

    def __init__(self, jobs: int, warn: Callable[[str], object]) -> None:
        self._jobs = jobs
        self._warn = warn

    def map(
        self, work: Work[Kept], chunks: Iterable[Chunk]
    ) -> Generator[tuple[Chunk, Part[Kept]], None, None]:
        """Yield each chunk with what came of it, in order; only a few are held at any time."""
        several = iter(chunks)
        ahead = list(itertools.islice(several, 2))
        if len(ahead) == 1 and ahead[0].characters <= CHUNK_CHARACTERS:  # not worth a process
            yield ahead[0], do_chunk(work, ahead[0])
        elif ahead:
            yield from _Pool(work, self._jobs, self._warn).map(itertools.chain(ahead, several))


class _Pool:
    """The processes of one run."""

    def __init__(self, work: Work[Any], jobs: int, warn: Callable[[str], object]) -> None:
        self._jobs = jobs
        self._warn = warn
        self._work = pickled(("work", work))
        self._tasks: queue.SimpleQueue[Chunk | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[Chunk, Part[Any]] | str | BaseException] = queue.SimpleQueue()
        self._workers: list[_Worker] = []

    def map(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Part[Any]]]:
        """Yield each chunk with its part, in order."""
        done: dict[int, tuple[Chunk, Part[Any]]] = {}
        order: list[int] = []  # the chunks that are out, or wait for one before them
        try:
            while True:
                while len(order) < 2 * self._jobs + 1 and (chunk := next(chunks, None)) is not None:
                    order.append(chunk.number)
                    self._start_for(len(order) - len(done))
                    self._tasks.put(chunk)
                if not order:
                    return
                result = self._results.get()
                if isinstance(result, BaseException):
                    raise result
                if isinstance(result, str):
                    self._warn(result)
                    continue
                done[result[0].number] = result
                while order and order[0] in done:
                    yield done.pop(order.pop(0))
        finally:
            self._end()

    def _start_for(self, out: int) -> None:
        """Start a process if fewer run than chunks are out."""
        if len(self._workers) < min(self._jobs, out):
            worker = _Worker(self._work, self._tasks, self._results)
            self._workers.append(worker)
            worker.start()

    def _end(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.end()
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()
            worker.put_away()


class _Died(Exception):  # noqa: N818 (an event, not an error)
    """A process has ended while it was on some documents; on none if it had not begun."""

    def __init__(self, how: str, first: int | None, count: int) -> None:
        super().__init__(how)
        self.how, self.first, self.count = how, first, count


class _Worker(threading.Thread):
    """One process, and the thread that talks to it."""

    def __init__(
        self,
        work: bytes,
        tasks: queue.SimpleQueue[Chunk | None],
        results: queue.SimpleQueue[tuple[Chunk, Part[Any]] | str | BaseException],
    ) -> None:
        super().__init__(daemon=True)
        self._work, self._tasks, self._results = work, tasks, results
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._lock = threading.Lock()
        self._ended = False

    def run(self) -> None:
        """Do tasks until there is an end."""
        while (chunk := self._tasks.get()) is not None and not self._ended:
            try:
                self._results.put((chunk, self._do(chunk)))
            except BaseException as error:
                if not self._ended:
                    self._results.put(error)
                return

    def end(self) -> None:
        """End the process and start no other."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def put_away(self) -> None:
        """Let go of the process that has ended, once the thread has."""
        self._how_it_ended()

    def _do(self, chunk: Chunk) -> Part[Any]:
        """Return the part of a chunk, whatever becomes of the process."""
        try:
            return self._exchange(chunk)
        except _Died as died:
            self._results.put(f"{_told(died, chunk)}; it is tried again")
        lost: list[int] = []
        left = chunk
        while True:
            try:
                part = self._exchange(left, careful=True)
            except _Died as died:
                if died.first is None:
                    raise QnmineError(f"processes end before they begin ({died.how})") from None
                lost.append(place_among_all(died.first, lost))
                left = left.without(died.first)
            else:
                return with_failures(part, chunk, lost)

    def _exchange(self, chunk: Chunk, *, careful: bool = False) -> Part[Any]:
        """Let the process do a chunk; raises `_Died`."""
        first, count = None, 0
        try:
            channel = self._way_in()
            channel.send("chunk", replace(chunk, told=[]), careful)
            while True:
                kind, *message = channel.receive()
                if kind == "batch":
                    first, count = message
                elif kind == "error":
                    error, trace = message
                    if not isinstance(error, QnmineError):
                        error.add_note(trace)
                    raise error
                else:
                    part: Part[Any] = message[0]
                    return part
        except Closed:
            raise _Died(self._how_it_ended(), first, count) from None

    def _way_in(self) -> Channel:
        """Return the way to the process, a new one if there is none."""
        with self._lock:
            if self._ended:
                raise Closed
            if self._channel is None or self._process is None:
                environment = {**os.environ, **{name: "1" for name in _ONE_THREAD if name not in os.environ}}
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=environment,
                    start_new_session=True,  # an interrupt at the terminal is for this process alone
                )
                assert self._process.stdin is not None
                assert self._process.stdout is not None
                self._channel = Channel(self._process.stdout, self._process.stdin)
                is_new = True
            else:
                is_new = False
        if is_new:
            self._channel.send_pickled(self._work)
        return self._channel

    def _how_it_ended(self) -> str:
        with self._lock:
            process, self._process, self._channel = self._process, None, None
        if process is None:
            return "not started"
        process.kill()  # it may have closed its streams only
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        if code >= 0:
            return f"exit code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"


def _told(died: _Died, chunk: Chunk) -> str:
    """Say which process ended: the document that it was on, or the run of them."""
    if died.first is None:
        return f"a process ended before it began ({died.how})"
    whose = "its" if died.count == 1 else "their"
    return f"{name_of(chunk, died.first, died.count)}: {whose} process ended ({died.how})"
