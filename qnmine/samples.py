"""The sample files: the five articles of every example, and the files that the documentation works with.

In a checkout they are the folders `seeds` and `examples` beside the package; an installed package has copies
of both (without the pictures) under `qnmine/data/samples`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document

_PACKAGE = Path(__file__).parent
_PICTURES = ".png"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file: where it is, and the path of its copy, with `/`, relative to the folder asked for."""

    source: Path
    name: str


def samples_folder() -> Path:
    """Return the folder that holds `seeds` and `examples`; raises QnmineError if there is none."""
    for folder in (_PACKAGE / "data" / "samples", _PACKAGE.parent):
        if (folder / "seeds").is_dir() and (folder / "examples").is_dir():
            return folder
    raise QnmineError(
        f"the sample files are missing from the installation in {_PACKAGE}; install qnmine anew "
        "(pip install --force-reinstall qnmine)"
    )


def sample_articles() -> Iterator[Document]:
    """Yield the five newspaper articles; their ids are those that `qnmine.read("seeds/")` gives.

    >>> import qnmine
    >>> [len(document.text) for document in qnmine.sample_articles()]
    [2211, 7221, 8405, 5003, 4935]
    """
    from qnmine.corpus import read

    return read(str(samples_folder() / "seeds"))


def articles() -> list[Sample]:
    """Return the five articles, in order."""
    return _below("seeds", "")


def lesson_files() -> list[Sample]:
    """Return what a lesson needs beside the articles: the folder `lesson` and the table `news.csv`."""
    table = samples_folder() / "examples" / "news.csv"
    return [*_below("examples/lesson", "lesson"), Sample(table, table.name)]


def all_files() -> list[Sample]:
    """Return the articles and all other samples, as the folders `seeds` and `examples`, without pictures."""
    return [*_below("seeds", "seeds"), *_below("examples", "examples")]


def _below(folder: str, name: str) -> list[Sample]:
    """Return the files below a folder of the samples, in order; their copies go below `name`."""
    top = samples_folder() / folder
    found = sorted(
        (path.relative_to(top).parts, path)
        for path in top.rglob("*")
        if path.is_file() and path.suffix != _PICTURES and not _is_by_product(path.relative_to(top).parts)
    )
    return [Sample(path, "/".join((name, *parts) if name else parts)) for parts, path in found]


def _is_by_product(parts: Sequence[str]) -> bool:
    """Whether a file of a checkout came into being by using it: compiled Python, checkpoints of notebooks."""
    return any(part == "__pycache__" or part.startswith(".") for part in parts)


def copy_samples(samples: Sequence[Sample], folder: str, *, force: bool = False) -> list[str]:
    """Copy samples into a folder, which is made if it is missing; return the paths that were written.

    A file that is there already with the same content is left alone. One with another content is replaced
    only with `force`; without, UsageError names it and nothing is written. Each file is written whole or not
    at all. Raises UsageError too when the folder is a file, or cannot be made or written in.
    """
    from qnmine.output.destination import open_destination

    top = _folder(folder)
    wanted = [(sample, top.joinpath(*sample.name.split("/"))) for sample in samples]
    missing = [(sample, path) for sample, path in wanted if not _is_same(sample.source, path)]
    in_the_way = [path for _, path in missing if os.path.lexists(path)]
    if in_the_way and not force:
        more = f" and {len(in_the_way) - 1} more" if len(in_the_way) > 1 else ""
        raise UsageError(
            f"{in_the_way[0]}{more}: there is another file of this name; "
            "choose another folder, or replace it with --force"
        )
    for sample, path in missing:
        _make(path.parent)
        with open_destination(str(path)) as destination:
            destination.write_encoded(sample.source.read_bytes())
    return [str(path) for _, path in missing]


def _folder(name: str) -> Path:
    if not name or "\0" in name:
        raise UsageError("the name of the folder is empty or holds a NUL character")
    path = Path(name)
    with suppress(OSError):
        if os.path.lexists(path) and not path.is_dir():
            raise UsageError(f"{name}: is a file, not a folder; choose another name")
    return path


def _is_same(source: Path, path: Path) -> bool:
    """Whether a path leads to a file of this content."""
    try:
        return path.is_file() and path.read_bytes() == source.read_bytes()
    except OSError:
        return False


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(
            f"{folder}: a file is where a folder has to be; choose another folder, or move the file away"
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"{folder}: the folder cannot be made ({reason}); choose one that you may write in"
        ) from error
