"""`python -m tests.release.script FILE.md` writes what a document runs, as a script of a shell.

The checks run it where qnmine was installed from a package, in an empty folder, without a network.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents.blocks import blocks_of, steps_of


def script_of(document: str) -> str:
    """Return the commands of a document's `sh` and `console` blocks, but those that are not run."""
    parts = ["set -x\n"]
    for block in blocks_of(document):
        if not block.is_run:
            continue
        if block.language == "sh":
            parts.append(block.text)
        elif block.language == "console":
            parts += [step.command for step in steps_of(block)]
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(script_of(Path(sys.argv[1]).read_text(encoding="utf-8")))
