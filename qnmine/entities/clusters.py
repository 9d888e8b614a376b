"""Files of word clusters, as the training of the recogniser reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.entities.surfaces import lower_of
from qnmine.errors import UsageError
from qnmine.text.normalize import normalize
from qnmine.text.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MOST_CLUSTERS = 2**16 - 1
_MOST_DIGITS = 12
_CLUSTER_FILE = (
    "a TSV with the header 'word', then a name for each clustering, and on each row a word "
    "(syllables joined by _) and its clusters as whole numbers"
)


def read_clusters(path: Path, names: list[str]) -> Iterator[tuple[list[str], Mapping[int, int]]]:
    """The words of a cluster file (TSV: `word`, then a column a clustering); its clusterings join `names`.

    Raises UsageError, with the line, for anything but a header and rows of as many cells: an unnoticed
    headerless or ragged file would give clusters to the wrong words.
    """
    family = re.sub(r"\W", "_", path.stem.removeprefix("clusters_"))
    first = len(names)
    line = 1
    try:
        with path.open(encoding="utf-8-sig") as file:
            rows = (text.rstrip("\n").split("\t") for text in file)
            header = next(rows, [""])
            names += [f"{family}_{name}" for name in _clusterings(header)]
            for row in rows:
                line += 1
                numbers = _cluster_numbers(row, len(header), first)
                word = lower_syllables(row[0].replace("_", " "))
                if word:  # signs without a syllable would stand for "no word"
                    yield word, numbers
    except (OSError, ValueError) as error:
        # bytes are decoded in blocks, so that a broken one may stand in a later line
        where = path if isinstance(error, OSError | UnicodeDecodeError) else f"{path}:{line}"
        raise UsageError(f"{where}: cannot read word clusters ({error}); write {_CLUSTER_FILE}") from None
    if len(set(names)) < len(names):
        raise UsageError(f"{path}: clusterings of the same name; give cluster files different names")


def _clusterings(header: list[str]) -> list[str]:
    """The names of the clusterings in a header; ValueError unless it is one."""
    if header == [""]:
        raise ValueError("it has no header")
    if header[0] != "word":
        raise ValueError(f"its header begins with {header[0]!r}, not with 'word'")
    columns = [re.sub(r"\W", "_", column).removeprefix("k") for column in header[1:]]
    if not all(columns):
        raise ValueError("its header has a clustering without a name")
    if not columns:
        raise ValueError("its header has no clustering after 'word'")
    return columns


def _cluster_numbers(row: list[str], width: int, first: int) -> dict[int, int]:
    """Clustering number -> cluster of one row; ValueError unless it has a word and all its clusters."""
    if len(row) != width:
        raise ValueError(f"the row has {len(row)} cell{'s' * (len(row) != 1)}, the header {width}")
    if not row[0]:
        raise ValueError("the row has no word")
    for cell in row[1:]:
        if not (
            cell.isascii() and cell.isdigit() and len(cell) <= _MOST_DIGITS and int(cell) < _MOST_CLUSTERS
        ):
            raise ValueError(f"{cell[:20]!r} is no whole number from 0 to {_MOST_CLUSTERS - 1}")
    return {first + n: int(cell) for n, cell in enumerate(row[1:])}


def lower_syllables(text: str) -> list[str]:
    """The syllables of a word or name under which they are looked up."""
    return [lower_of(form) for form in syllables(normalize(text).text).forms]
