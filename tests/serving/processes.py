"""`qnmine serve` in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests import ROOT
from tests.contract.harness import environment, heed_signals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def serving(
    *arguments: str, env: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running `qnmine serve`, and its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**environment(), **(env or {})},
        preexec_fn=heed_signals if os.name == "posix" else None,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.fullmatch(r"qnmine: the page is at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", line)
        assert found, line
        yield process, int(found[1])
    finally:
        process.kill()
        process.communicate()
