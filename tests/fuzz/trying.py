"""One input tried: what came of it, in how many seconds, with a limit to both time and memory."""

from __future__ import annotations

import signal
import time
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

from qnmine.errors import QnmineError
from tests import ROOT
from tests.fuzz.checking import Violation
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from tests.fuzz.targets import Input

SECONDS = 5.0
"""The longest that an input may take."""

MEMORY = 4 * 2**30
"""The address space that a process has beyond what it has when it begins, in bytes."""


class Hang(BaseException):
    """An input takes too long; no `except Exception` may catch that."""


@dataclass(frozen=True)
class Fault:
    """What went wrong: `kind` is crash, hang, violation or death; faults of one `place` are one finding."""

    kind: str
    place: str
    report: str


@dataclass(frozen=True)
class Finding:
    """The first input of a target that shows a fault, and how many do."""

    target: str
    number: int
    data: bytes
    fault: Fault
    times: int = 1


def input_of(target: str, seed: int, number: int) -> Input:
    """Return an input of a target; it depends on nothing else."""
    return TARGETS[target].make(Random(f"{target}:{seed}:{number}"))


def as_bytes(data: Input) -> bytes:
    """Return an input as it is written to a file."""
    return data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")


def from_bytes(target: str, data: bytes) -> Input:
    """Return the input of a file."""
    made_of_bytes = isinstance(TARGETS[target].make(Random(0)), bytes)
    return data if made_of_bytes else data.decode("utf-8", "surrogatepass")


def limit_memory() -> None:
    """Let this process have no more than MEMORY beyond what it has, so that too much is an error."""
    with suppress(ImportError):  # not on Windows
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, -1))


def attempt(target: str, data: Input, *, seconds: float = SECONDS) -> tuple[Fault | None, float]:
    """Check one input; return its fault, if it has one, and the seconds that it took."""
    began = time.perf_counter()
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    fault = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            TARGETS[target].check(data)
    except QnmineError:
        pass
    except Hang as error:
        fault = _fault("hang", error)
    except Violation as error:
        fault = _fault("violation", error)
    except (Exception, SystemExit) as error:  # whatever it is, it is a finding
        fault = _fault("crash", error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return fault, time.perf_counter() - began


def _too_long(number: int, frame: object) -> NoReturn:
    raise Hang


def _fault(kind: str, error: BaseException) -> Fault:
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "/qnmine/" in frame.filename]
    last = own[-1] if own else traceback.extract_tb(error.__traceback__)[-1]
    try:
        file = str(Path(last.filename).relative_to(ROOT))
    except ValueError:
        file = last.filename
    if kind == "hang":  # wherever the alarm happened to find it
        place = "hang " + (own[0].name if own else last.name)
    elif kind == "violation":
        place = "violation " + " ".join(word for word in str(error).split()[:5] if word.isalpha())
    else:
        place = f"{type(error).__name__} {file}:{last.lineno}"
    return Fault(kind, place, "".join(traceback.format_exception(error)))
