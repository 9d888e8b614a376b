"""Columns of places on small texts with a small lexicon of their own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.entities.batch import Batch, lay_out, parts, slices
from qnmine.entities.lexical import Lexical, compile_lexical
from qnmine.entities.recognizer import build_table
from qnmine.entities.surfaces import Surfaces
from qnmine.tagging.columns import MARGIN, Table
from qnmine.text.document import Document
from tests.strategies import any_text, vietnamese_text

LEXICONS = [
    ("ông", "titles"), ("báo", "org_heads"), ("công ty", "org_heads"), ("xã", "place_heads"),
    ("quảng ninh", "provinces"), ("ninh", "given_names"), ("phạm", "surnames"), ("pci", "not_organisations"),
]  # fmt: skip
CLUSTERS = [("báo chí", 4), ("xã hội", 2), ("làm báo", 0), ("quảng ninh", 7)]


def _lexical() -> Lexical:
    return compile_lexical(
        ["hôm", "nay", "ở"],
        ["-nh"],
        ["own_9"],
        [(word.split(), {0: cluster}) for word, cluster in CLUSTERS],
        [(entry.split(), name) for entry, name in LEXICONS],
    )


def _table(*texts: str, groups: list[int] | None = None) -> tuple[list[str], Table, Batch]:
    lexical = _lexical()
    surfaces = Surfaces(lexical)
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    batch = lay_out(documents, groups or list(range(len(texts))), surfaces)
    forms = [
        documents[d].normalized.text[a:b] if d >= 0 else ""
        for d, a, b in zip(batch.document.tolist(), batch.first.tolist(), batch.last.tolist(), strict=True)
    ]
    return forms, build_table(batch, surfaces, lexical), batch


def _column(name: str, *texts: str, groups: list[int] | None = None) -> dict[str, list[int]]:
    """The values of a column by token, in order."""
    forms, table, _ = _table(*texts, groups=groups)
    values: dict[str, list[int]] = {}
    for form, value in zip(forms, table.by_position([name])[name].tolist(), strict=True):
        if form:
            values.setdefault(form, []).append(value)
    return values


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("provinces", "ở Quảng Ninh", {"ở": 0, "Quảng": 1, "Ninh": 3}),
        ("provinces", "ở quảng ninh", {"ở": 0, "quảng": 0, "ninh": 0}),
        ("org_head_start", "báo Quảng Ninh", {"báo": 1, "Quảng": 0, "Ninh": 0}),
        ("org_head_start", "báo chí", {"báo": 0, "chí": 0}),
        ("org_head_start", "làm báo", {"làm": 0, "báo": 0}),
        ("org_head_start", "Công ty X", {"Công": 2, "ty": 0, "X": 0}),
        ("org_head_end", "Công ty X", {"Công": 0, "ty": 2, "X": 0}),
        ("place_head_start", "xã hội", {"xã": 0, "hội": 0}),
        ("place_head_start", "xã Hội", {"xã": 1, "Hội": 0}),
        ("pair", "báo chí", {"báo": 2, "chí": 3}),
        ("s_own_9", "báo chí", {"báo": 5, "chí": 0}),
        ("e_own_9", "báo chí", {"báo": 0, "chí": 5}),
        ("run_length", "Phạm Ninh ở", {"Phạm": 2, "Ninh": 2, "ở": 0}),
        ("run_title", "ông Phạm Ninh", {"ông": 0, "Phạm": 1, "Ninh": 1}),
        ("run_left", "Phạm Ninh ở", {"Phạm": 2, "Ninh": 1, "ở": 0}),
        ("gap", "GD-Đ T", {"GD": 1, "-": 2, "Đ": 2, "T": 1}),
        ("opening", '"Hôm nay', {'"': 0, "Hôm": 2, "nay": 1}),
        ("bracket", "a (b) c", {"a": 1, "(": 1, "b": 2, ")": 1, "c": 1}),
        ("bracket", "a “b” c", {"a": 1, "“": 1, "b": 3, "”": 1, "c": 1}),
        ("after_org", "báo A b, c", {"báo": 1, "A": 2, "b": 3, ",": 0, "c": 0}),
        ("to_capital", "a b C, d", {"a": 3, "b": 2, "C": 0, ",": 0, "d": 0}),
        ("capitals", "QUẢNG NINH", {"QUẢNG": 5, "NINH": 5}),
    ],
)
def test_one_sentence(name: str, text: str, expected: dict[str, int]) -> None:
    assert _column(name, text) == {form: [value] for form, value in expected.items()}


def test_evidence_comes_from_the_same_document_only() -> None:
    told, bare = "Gặp ông Ninh ở đó.", "Hôm nay Ninh nói."
    assert _column("doc_title", told, bare)["Ninh"] == [1, 1]
    assert _column("doc_title", told, bare, groups=[0, 0])["Ninh"] == [1, 2]
    assert _column("doc_title", f"{told} {bare}")["Ninh"] == [1, 2]
    assert _column("run_roles", f"{told} {bare}")["Ninh"] == [1, 2]


def test_evidence_of_a_full_name_and_of_lower_case() -> None:
    text = "Phạm Ninh đi. Ninh về. Hôm nay vui, hôm sau buồn."
    assert _column("doc_person", text)["Ninh"] == [1, 2]
    assert _column("doc_lower", text)["Hôm"] == [2]
    assert _column("doc_lower", text)["hôm"] == [0]


def test_padding_parts_sentences_and_documents() -> None:
    _, table, batch = _table("Phạm Ninh", "Phạm Ninh")
    assert batch.lengths.tolist() == [2, 2]
    assert batch.starts.tolist() == [MARGIN, 2 * MARGIN + 2]
    assert table.by_position(["run_length"])["run_length"].max() == 2


def test_slices_keep_documents_whole_and_lose_nothing() -> None:
    texts = ["a b c. " * 4, "d e.", "f g h i j k. " * 9, "l."]
    surfaces = Surfaces(_lexical())
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    batch = lay_out(documents, range(4), surfaces)
    found = list(slices(batch, 40))
    assert len(found) > 2
    assert np.concatenate([part.lengths for part in found]).tolist() == batch.lengths.tolist()
    for part in found:
        for start, length in zip(part.starts.tolist(), part.lengths.tolist(), strict=True):
            assert (part.types[start : start + length] > 0).all()
            assert not part.types[start - MARGIN : start].any()
    assert sum(1 in part.document for part in found) == 1


def _sequences(batch: Batch) -> list[list[tuple[int, ...]]]:
    """What is known of the tokens of each sequence of a batch."""
    columns = np.stack([batch.types, batch.gap, batch.word, batch.group, batch.document, batch.first])
    return [
        [tuple(token) for token in columns[:, start : start + length].T.tolist()]
        for start, length in zip(batch.starts.tolist(), batch.lengths.tolist(), strict=True)
    ]


def _long_text() -> st.SearchStrategy[str]:
    return (any_text() | vietnamese_text()).map(lambda text: f"{text}. Hạ Long.\n" * 4)


@settings(max_examples=40, deadline=None)
@given(st.lists(_long_text(), max_size=4), st.integers(1, 90), st.integers(10, 60))
def test_parts_laid_out_window_by_window_are_cut_alike(texts: list[str], window: int, largest: int) -> None:
    surfaces = Surfaces(_lexical())
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    groups = range(len(texts))
    found = [_sequences(part) for part in parts(documents, groups, surfaces, window=window, largest=largest)]
    whole = [_sequences(part) for part in slices(lay_out(documents, groups, surfaces), largest)]
    assert [one for part in found for one in part] == [one for part in whole for one in part]
    for number in groups:  # the sequences of a document that share evidence are the same
        assert _runs_of(found, number) == _runs_of(whole, number)


def _runs_of(cut: list[list[list[tuple[int, ...]]]], number: int) -> list[int]:
    """How many sequences of a document stand in each part that has any."""
    counts = [sum(tokens[0][4] == number for tokens in part) for part in cut]
    return [count for count in counts if count]
