"""The reference in `examples/reference`, made from the help of the commands and from docstrings."""

from tests import ROOT

FOLDER = ROOT / "examples" / "reference"
NOTE = "<!-- Made by `python -m tests.reference`; change the help or the docstring instead. -->"
