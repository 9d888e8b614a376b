from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from qnmine.entities.engines import ENGINES, engine_names, load_engine
from qnmine.entities.recognizer import Recognizer as Own
from qnmine.entities.recognizer import Span
from qnmine.errors import QnmineError
from qnmine.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
from qnmine.entities.recognizer import Span

class Recognizer:
    def __init__(self, model):
        self.model = model

    def spans(self, documents, *, groups=None, scores=False):
        return [self.found(document.normalized.text) for document in documents]

    def found(self, text):
        if self.model == "none":
            return []
        if self.model == "type":
            return [Span(0, 1, "MISC")]
        if self.model == "outside":
            return [Span(0, len(text) + 1, "PER")]
        if self.model == "order":
            return [Span(3, 5, "PER"), Span(0, 4, "LOC")]
        start = text.index("Thể")
        return [Span(start, start + 3, "PER", 0.5)]

def load(model, *, download):
    if model == "missing":
        from qnmine.errors import QnmineError
        raise QnmineError("no model missing; give it one")
    if model == "raise":
        raise RuntimeError("first line\\nsecond line")
    if model == "few":
        recognizer = Recognizer("")
        recognizer.spans = lambda documents, **_: []
        return recognizer
    return object() if model == "object" else Recognizer(model)
"""


def install(folder: Path, distribution: str, module: str, names: dict[str, str]) -> None:
    """Lay a package with entry points into a folder, as an installer does."""
    info = folder / f"{distribution}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    lines = [f"{name} = {value}" for name, value in names.items()]
    (info / "entry_points.txt").write_text("\n".join(["[qnmine.recognizers]", *lines, ""]))
    (folder / f"{module}.py").write_text(MODULE, encoding="utf-8")


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = {"mine": "my_names:load", "gone": "my_names:nowhere", "lost": "no_module:load"}
    install(tmp_path, "my-names", "my_names", {**names, "qnmine": "my_names:load"})
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "my_names", raising=False)
    return tmp_path


def test_the_default_is_the_shipped_model() -> None:
    assert load_engine() is Own.load()
    assert load_engine("qnmine") is Own.load()


def test_a_model_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "x.model"
    with pytest.raises(QnmineError, match=r"x\.model"):
        load_engine("qnmine", str(path))
    with pytest.raises(QnmineError, match="leave out --download"):
        load_engine("qnmine", download=True)


def test_a_recogniser_of_another_package(plugin: Path) -> None:
    recognizer = load_engine("mine")
    document = Document("d", "ông Thể")
    assert recognizer.spans([document]) == [[Span(4, 7, "PER", 0.5)]]
    assert load_engine("mine", "none").spans([document, document], groups=[0, 0]) == [[], []]


def test_names_are_those_of_qnmine_then_those_of_packages(plugin: Path) -> None:
    assert engine_names() == (*ENGINES, "gone", "lost", "mine")
    assert isinstance(load_engine("qnmine"), Own), "a package cannot take the place of an engine"


@pytest.mark.parametrize(
    ("name", "model", "message"),
    [
        ("gone", None, r"^gone: the recogniser of the package my-names cannot be loaded \(AttributeError: "),
        ("lost", None, r"^lost: .*ModuleNotFoundError: No module named 'no_module'\); update or remove"),
        ("mine", "raise", r"^mine: .*RuntimeError: first line\); update or remove that package$"),
        ("mine", "missing", r"^mine: no model missing; give it one$"),
        ("mine", "object", r"AttributeError"),
        ("Mine", None, r"^Mine: there is no engine of this name; did you mean mine\?$"),
        (
            "xyz",
            None,
            r"no engine of this name; there are: qnmine, underthesea, transformers, gone, lost, mine$",
        ),
    ],
)
def test_a_broken_or_unknown_engine_is_one_clear_line(
    plugin: Path, name: str, model: str | None, message: str
) -> None:
    with pytest.raises(QnmineError, match=message) as raised:
        load_engine(name, model)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("type", r"^mine: a wrong span in d \(MISC 0-1\): the type is not one of PER, ORG, LOC$"),
        ("outside", r"\(PER 0-8\): it does not lie in the text of 7 characters$"),
        ("order", r"\(LOC 0-4\): the span before it ends at 5$"),
        ("few", r"answered for 0 documents, not for 1$"),
    ],
)
def test_spans_of_other_packages_are_checked(plugin: Path, model: str, message: str) -> None:
    with pytest.raises(QnmineError, match=message):
        load_engine("mine", model).spans([Document("d", "ông Thể")])


def test_two_packages_with_one_name(plugin: Path) -> None:
    install(plugin, "other-names", "other_names", {"mine": "other_names:load"})
    with pytest.raises(QnmineError, match="package my-names and the package other-names both bring"):
        load_engine("mine")
