"""The public names: lazy, callable, and fit for worker processes."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys

import pytest

import qnmine
from tests import ROOT


@pytest.mark.parametrize("name", sorted(set(qnmine.__all__) - {"__version__"}))
def test_a_public_name_is_documented(name: str) -> None:
    value = getattr(qnmine, name)
    assert callable(value)
    assert inspect.getdoc(value)
    assert name in dir(qnmine)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="enttities"):
        qnmine.enttities  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys; before = set(sys.modules); import qnmine; print(*sorted(set(sys.modules) - before))"
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert not {"numpy", "click", "pandas", "underthesea"} & set(process.stdout.split())


@pytest.mark.parametrize("first", ["import qnmine.entities", "from qnmine.entities import Mention", ""])
def test_entities_can_be_called_whatever_was_imported_before(first: str) -> None:
    script = (
        f"{first}\nimport qnmine\nprint(*(m.text for m in qnmine.entities('Ông Phạm Văn Thể đến Hạ Long')))"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True)
    assert process.stdout.decode().strip() == "Phạm Văn Thể Hạ Long"


def test_a_string_is_a_document() -> None:
    text = "Ông Thể ở TP. Hạ Long. Trời đẹp."
    assert [row.text for row in qnmine.sentences(text)] == ["Ông Thể ở TP. Hạ Long.", "Trời đẹp."]
    assert {row.doc for row in qnmine.tokenize(text)} == {"text"}


def test_documents_and_functions_go_to_worker_processes() -> None:
    document = qnmine.Document("a", "Hạ Long", {"url": "x"})
    copy = pickle.loads(pickle.dumps(document))
    assert (copy.id, copy.text, copy.meta) == ("a", "Hạ Long", {"url": "x"})
    assert pickle.loads(pickle.dumps(qnmine.Document("a", "b"))).meta == {}
    assert pickle.loads(pickle.dumps(qnmine.entities)) is qnmine.entities
