"""Run documents and write what their commands show into them: `python -m tests.documents README.md …`.

Read what has changed before it is committed: this makes documents current, not right.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.documents.blocks import rewritten
from tests.documents.running import run_document


def main(names: list[str]) -> int:
    """Bring the documents up to date; return 1 if something is wrong that this can't mend."""
    code = 0
    for path in map(Path, names):
        document = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as scratch:
            findings = run_document(document, Path(scratch) / "run")
        path.write_text(rewritten(document, findings.outputs), encoding="utf-8")
        for fault in findings.faults:
            print(f"{path}: {fault}")
            code |= int("\n$ " not in fault and ": $ " not in fault)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
