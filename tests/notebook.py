"""Runs `examples/notebook.ipynb` and writes what its cells show into it: `python -m tests.notebook`.

The notebook is its own source: change its cells in Jupyter or an editor, run this, and read what has changed.
Nothing is stored that differs from run to run: no times, no paths, no random ids.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import ROOT

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"
SECONDS = 120
_KERNEL = "under-test"


def read() -> Any:
    """Return the notebook as it is stored."""
    import nbformat

    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def executed(notebook: Any) -> Any:
    """Run all cells of a notebook in a new kernel of this Python and return it, with what they show.

    The kernel sees the package under test and no settings of the user, and cannot connect to other machines.
    A cell that raises is raised here, with its traceback.
    """
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import KernelManager
    from nbclient import NotebookClient

    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / _KERNEL
        known.mkdir()
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        environment = _environment(folder)
        described = {"argv": command, "display_name": _KERNEL, "language": "python", "env": environment}
        (known / "kernel.json").write_text(json.dumps(described), encoding="utf-8")
        kernels = KernelSpecManager(kernel_dirs=[folder], ensure_native_kernel=False)
        manager = KernelManager(
            kernel_name=_KERNEL,
            kernel_spec_manager=kernels,
            connection_file=str(Path(folder) / "connection.json"),
            transport="tcp" if sys.platform == "win32" else "ipc",  # files of this folder
        )
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=SECONDS,
            resources={"metadata": {"path": str(NOTEBOOK.parent)}},
            record_timing=False,
        )
        client.execute(cleanup_kc=True)
    return cleaned(notebook)


def cleaned(notebook: Any) -> Any:
    """Return the notebook without what differs from run to run and from reader to reader."""
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            if "metadata" in output:
                output.metadata = {}
            if "text" in output:
                output.text = output.text.replace("\r\n", "\n")  # as a terminal has them
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": python, "language_info": {"name": "python"}}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def written(notebook: Any) -> str:
    """Return the text of the file."""
    import nbformat

    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"  # type: ignore[no-untyped-call]


def _environment(folder: str) -> dict[str, str]:
    offline = ROOT / "tests" / "documents" / "offline"
    return {
        "PYTHONPATH": os.pathsep.join([str(offline), str(ROOT)]),
        "IPYTHONDIR": folder,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def main() -> None:
    """Bring the notebook up to date."""
    NOTEBOOK.write_text(written(executed(read())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
