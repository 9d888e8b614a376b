"""Write the reference anew: `python -m tests.reference`."""

from __future__ import annotations

from tests.reference import FOLDER, commands, library


def main() -> None:
    """Write the two pages into `examples/reference`."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in (("commands.md", commands.page()), ("python.md", library.page())):
        (FOLDER / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
