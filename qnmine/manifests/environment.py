"""What results and faults may depend on besides qnmine: Python, the system, the libraries."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import qnmine

# What each extra installs, as pyproject.toml has it (a test compares them); "" is always installed.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "": ("click", "filelock", "lunar-vn", "numpy", "pandas", "rich", "underthesea"),
    "parquet": ("pyarrow",),
    "xlsx": ("openpyxl",),
    "zst": ("zstandard",),
    "docs": ("htmldate", "lxml", "lxml-html-clean", "pypdfium2", "pysubs2", "trafilatura"),
    "dedup": ("datasketch",),
    "train": ("scipy",),
    "dask": ("distributed",),
    "plot": ("matplotlib", "networkx"),
    "report": ("jinja2", "networkx", "vl-convert-python"),
    "serve": ("flask", "waitress"),
    "transformers": ("torch", "transformers"),
}


def version_of(library: str) -> str | None:
    """Return the version of a library that is installed, None if it is not."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def versions() -> dict[str, str | None]:
    """Return the versions of qnmine, Python and all libraries; None for one that is not installed."""
    libraries = sorted({name for several in LIBRARIES.values() for name in several})
    return {
        "qnmine": qnmine.__version__,
        "python": platform.python_version(),
        **{name: version_of(name) for name in libraries},
    }


def system() -> dict[str, str]:
    """Return what Python runs on; not the name of the machine."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "implementation": platform.python_implementation(),
    }
