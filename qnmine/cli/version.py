"""`qnmine --version --verbose`: what a report of a fault and a section on methods need."""

from __future__ import annotations

import locale
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import qnmine
from qnmine.corpus.naming import shown
from qnmine.manifests.digests import shipped
from qnmine.manifests.environment import LIBRARIES, system, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_WIDTH = 18


def version_lines() -> Iterator[str]:
    """Yield version, system, models and tables with their SHA-256, and libraries, a fact a line."""
    yield f"qnmine {qnmine.__version__}"
    told = system()
    yield _fact("Python", f"{platform.python_version()} ({told['implementation']})")
    yield _fact("system", f"{told['system']} {told['release']}, {told['machine']}")
    yield _fact("installed in", _at_home(Path(qnmine.__file__).parent))
    yield _fact("cache", _cache())
    yield _fact("locale", f"{_named_locale()}, encoding {locale.getencoding()}")
    yield _fact("file names", sys.getfilesystemencoding())
    yield _fact("output", f"utf-8 (always), to {_output()}")
    for one in shipped():
        kind = "model" if one.is_model else "tables"
        yield _fact(f"{kind} {one.name}", f"{one.short}  {one.size:,} bytes")
    for library in LIBRARIES[""]:
        yield _fact(library, version_of(library) or "missing")
    for extra, libraries in LIBRARIES.items():
        if extra:
            yield _fact(
                f"[{extra}]", ", ".join(f"{name} {version_of(name) or 'missing'}" for name in libraries)
            )


def _fact(name: str, value: str) -> str:
    return f"{name:<{_WIDTH}}  {shown(value)}"


def _cache() -> str:
    """Return the folder of the cache, and whether anything is in it."""
    from qnmine.words.underthesea.cache import cache_directory

    folder = cache_directory()
    if folder is None:
        return "none (there is no home folder)"
    return _at_home(folder) + ("" if folder.is_dir() else " (not made yet)")


def _at_home(folder: Path) -> str:
    """Return a path, with ~ for the user's own folder, whose name is nobody's business."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def _named_locale() -> str:
    return next((f"{name}={os.environ[name]}" for name in _LOCALE if os.environ.get(name)), "not set")


def _output() -> str:
    if sys.stdout is None:
        return "nothing"
    if not sys.stdout.isatty():
        return "a file or pipe"
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    return f"a terminal of {columns} columns and {lines} lines" if columns else "a terminal"
