"""`python -m tests.release.contents DIST` checks what is in the wheel and the sdist of a folder."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 25 * 1024 * 1024
ARTICLES = 5

IN_WHEEL = (
    "qnmine/__main__.py",
    "qnmine/py.typed",
    "qnmine/data/README.md",
    "qnmine/data/measured.json",
    "qnmine/data/models/README.md",
    "qnmine/data/models/entities.model",
    "qnmine/data/models/words.model",
    "qnmine/data/samples/examples/news.csv",
    "qnmine/data/samples/examples/lesson/README.md",
)
NOT_IN_WHEEL = ("tests/", "seeds/", "examples/", ".ci/", "qnmine/data/annotated/")
IN_SDIST = (
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "PKG-INFO",
    "README.md",
    "README.vi.md",
    "pyproject.toml",
    ".ci/run",
    "examples/news.csv",
    "examples/show.png",
    "qnmine/data/annotated/places_and_bodies.jsonl",
    "tests/release/contents.py",
)


def faults_of_wheel(names: Iterable[str], size: int) -> list[str]:
    """Return what is wrong with a wheel that has these files and this many bytes."""
    found = set(names)
    faults = [f"the wheel lacks {name}" for name in IN_WHEEL if name not in found]
    faults += [f"the wheel has {name}" for name in sorted(found) if name.startswith(NOT_IN_WHEEL)]
    faults += [f"the wheel has {name}" for name in sorted(found) if _is_left_over(name)]
    seeds = [name for name in found if name.startswith("qnmine/data/samples/seeds/")]
    if len(seeds) != ARTICLES:
        faults.append(f"the wheel has {len(seeds)} articles, not {ARTICLES}")
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in found):
        faults.append("the wheel lacks its licence")
    if size > LARGEST:
        faults.append(f"the wheel has {size} bytes, more than {LARGEST}")
    return faults


def faults_of_sdist(names: Iterable[str]) -> list[str]:
    """Return what is wrong with an sdist that has these files, all below one folder."""
    found = {name.partition("/")[2] for name in names}
    faults = [f"the sdist lacks {name}" for name in IN_SDIST if name not in found]
    seeds = [name for name in found if name.startswith("seeds/")]
    if len(seeds) != ARTICLES:
        faults.append(f"the sdist has {len(seeds)} articles, not {ARTICLES}")
    return faults + [f"the sdist has {name}" for name in sorted(found) if _is_left_over(name)]


def _is_left_over(name: str) -> bool:
    return "__pycache__" in name or name.endswith((".pyc", ".partial", ".orig", "~"))


def main(folder: Path) -> int:
    """Say what is wrong with the packages of a folder; return the exit code."""
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as packed:
        faults = faults_of_wheel(packed.namelist(), wheel.stat().st_size)
    with tarfile.open(sdist) as archive:
        faults += faults_of_sdist(member.name for member in archive if member.isfile())
    print("\n".join(faults) or f"{wheel.name} and {sdist.name}: as they should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
