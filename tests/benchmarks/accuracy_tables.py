"""Puts the measured figures into the documents, between two comments.

    python -m tests.benchmarks.accuracy_tables [FILE.md …]

What stands between `<!-- accuracy table -->` and `<!-- /accuracy table -->` is replaced by the summary,
between `<!-- accuracy table: entities -->` and the same end by another table (see TABLES). Without FILE these
are all documents of the repository that have such comments.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import ROOT
from tests.benchmarks.accuracy import MEASURED
from tests.benchmarks.accuracy_markdown import (
    card_entities,
    expressions,
    models,
    peers,
    summary,
    typed,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Content = dict[str, Any]

TABLES: dict[str, Callable[[Content], str]] = {
    "": summary,
    "entities": card_entities,
    "as typed": typed,
    "words": words,
    "expressions": expressions,
    "peers": peers,
    "models": models,
}
"""Tables by the name in the comment before them."""

_BLOCK = re.compile(r"<!-- accuracy table(?:: ([a-z ]+?))? -->\n.*?<!-- /accuracy table -->", re.DOTALL)


class TablesError(Exception):
    """A document that no table can be put into; the message says why."""


def measured(path: Path = MEASURED) -> Content:
    """Return the measured figures."""
    content: Content = json.loads(path.read_text(encoding="utf-8"))
    return content


def replaced(document: str, content: Content) -> str:
    """Return a document with its tables made anew; raise TablesError for a table that is unknown."""

    def block(found: re.Match[str]) -> str:
        name = found[1] or ""
        if name not in TABLES:
            raise TablesError(f"there is no table {name!r}; there are: {', '.join(filter(None, TABLES))}")
        named = f": {name}" if name else ""
        return f"<!-- accuracy table{named} -->\n{TABLES[name](content)}\n<!-- /accuracy table -->"

    return _BLOCK.sub(block, document)


def has_tables(document: str) -> bool:
    """Tell whether a document has a place for a table."""
    return _BLOCK.search(document) is not None


def documents() -> list[Path]:
    """Return the documents of the repository."""
    folders = (ROOT.glob("*.md"), (ROOT / "examples").rglob("*.md"), (ROOT / "qnmine").rglob("*.md"))
    return sorted(path for folder in folders for path in folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Bring the tables of documents up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.md")
    options = parser.parse_args(arguments)
    content = measured()
    for path in options.files or documents():
        text = path.read_text(encoding="utf-8")
        if options.files and not has_tables(text):
            raise SystemExit(f"{path}: no <!-- accuracy table --> … <!-- /accuracy table --> in it")
        if (new := replaced(text, content)) != text:
            path.write_text(new, encoding="utf-8")
            print(f"{path}: changed")


if __name__ == "__main__":
    main()
