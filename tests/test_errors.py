"""Errors travel: between processes and through copies they keep their parts."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest

from qnmine.errors import DocumentError, QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


class TableError(DocumentError):
    """A kind of its own."""


def _pickled(error: DocumentError) -> DocumentError:
    loaded = pickle.loads(pickle.dumps(error))
    assert isinstance(loaded, DocumentError)
    return loaded


@pytest.mark.parametrize("again", [_pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize(
    "error",
    [
        DocumentError("tin/Hạ Long.txt", "is not valid UTF-8", "try --encoding cp1258"),
        DocumentError("-", "cannot be read"),
        DocumentError("a: b; c", "d: e; f", "g; h"),
        TableError("a.csv:7", "has 3 cells", "quote them"),
    ],
)
def test_a_document_error_survives_pickling(
    error: DocumentError, again: Callable[[DocumentError], DocumentError]
) -> None:
    other = again(error)
    assert type(other) is type(error)
    assert (other.name, other.reason, other.remedy) == (error.name, error.reason, error.remedy)
    assert str(other) == str(error)


def test_notes_travel_with_the_error() -> None:
    error = DocumentError("a.txt", "is empty")
    error.add_note("while counting words")
    assert _pickled(error).__notes__ == ["while counting words"]


def test_errors_without_parts_survive_pickling() -> None:
    for error in (UsageError("--keep: name a column"), QnmineError("no")):
        other = pickle.loads(pickle.dumps(error))
        assert (type(other), str(other)) == (type(error), str(error))


def test_the_remedy_may_be_left_out() -> None:
    assert str(DocumentError("a.txt", "is empty")) == "a.txt: is empty"
    assert str(DocumentError("a.txt", "is empty", "fill it")) == "a.txt: is empty; fill it"
