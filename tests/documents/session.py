"""Run Python as a document shows it: `python -m tests.documents.session` reads JSON from standard input.

It is a list of pairs of a language (python, pycon) and a text, which share their names from first to last.
The last one is judged: the exit code is 1 when what a pycon block shows is not what comes out.
"""

from __future__ import annotations

import doctest
import json
import sys
from typing import Any


def main() -> int:
    """Run all blocks, report what the last one got wrong on standard output, return the exit code."""
    names: dict[str, Any] = {"__name__": "__main__"}
    failed = 0
    for number, (language, text) in enumerate(json.load(sys.stdin), 1):
        if language == "python":
            exec(compile(text, f"block {number}", "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(text, names, f"block {number}", None, 0)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        failed = runner.run(test, clear_globs=False).failed
        names.update(test.globs)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
