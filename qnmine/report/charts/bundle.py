"""The script that draws the charts of a page: Vega, Vega-Lite, Vega-Embed, and what mounts them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from importlib.resources import files

from qnmine.errors import UsageError

_TOLD = "charts need vl-convert-python; install it with: pip install 'qnmine[report]'"
_PROGRAM = (
    "import sys; from vl_convert import javascript_bundle; "
    "sys.stdout.buffer.write(javascript_bundle(sys.stdin.buffer.read().decode()).encode())"
)


class Runtime:
    """The script in the making: another process bundles it, since that holds the interpreter's lock."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            assert self._process.stdin is not None
            self._process.stdin.write(_mounting().encode())
            self._process.stdin.close()
        except OSError:  # no other process, or it has ended already
            self.stop()

    def text(self) -> str:
        """Return the script when it is done; if the other process failed it is made here."""
        process, self._process = self._process, None
        if process is not None and process.stdout is not None:
            with process.stdout as pipe:
                made = pipe.read()
            if process.wait() == 0 and made:
                return made.decode()
        return _bundled()

    def stop(self) -> None:
        """End the other process if nobody waits for the script any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def start_runtime() -> Runtime:
    """Begin to make the script, in another process; UsageError if what it is made of is not installed."""
    check_installed()
    return Runtime()


def runtime() -> str:
    """Return the script; the same bytes for the same version of vl-convert."""
    return start_runtime().text()


def check_installed() -> None:
    """Raise UsageError if what charts are made of is not installed."""
    from importlib.util import find_spec

    if find_spec("vl_convert") is None:
        raise UsageError(_TOLD)


def stylesheet() -> str:
    """Return the style of charts, which needs the colours of `qnmine/page/marks.css`."""
    return _asset("charts.css")


@cache
def _bundled() -> str:
    from vl_convert import javascript_bundle

    made: str = javascript_bundle(_mounting())
    return made


def _mounting() -> str:
    return _asset("mount.js")


def _asset(name: str) -> str:
    return (files("qnmine.report.charts") / name).read_text(encoding="utf-8")
