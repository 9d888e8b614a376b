"""Mentions as rows: what is found, corrected, chosen and said of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qnmine
from qnmine.cli.options import entities as options
from qnmine.entities import Mention, entities, entities_of
from qnmine.entities.corrections import Corrections
from qnmine.entities.mentions import TYPES, are_wanted
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document
from tests.strategies import vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = "Ông Phạm Văn Thể, Chủ tịch UBND tỉnh Quảng Ninh, thăm Hạ Long. Ông Thể khen Tập đoàn FPT."


class Marked:
    """A recogniser that knows where its names are, and no scores."""

    def __init__(self, *names: tuple[str, str]) -> None:
        self.names = names

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        return [self._spans(document.normalized.text) for document in documents]

    def _spans(self, text: str) -> list[Span]:
        found = [(text.find(name), name, type_) for name, type_ in self.names]
        return [Span(start, start + len(name), type_) for start, name, type_ in sorted(found) if start >= 0]


class Sure(Marked):
    """One that can tell how sure it is."""

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        found = super().spans(documents)
        if not scores:
            return found
        return [[Span(s.start, s.end, s.type, 0.123456 + n / 2) for n, s in enumerate(one)] for one in found]


MARKED = Marked(("Phạm Văn Thể", "PER"), ("UBND tỉnh Quảng Ninh", "ORG"), ("Hạ Long", "LOC"))
SURE = Sure(*MARKED.names)


def corrections(tmp_path: Path, *lines: str) -> Corrections:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["action,text,type,name,doc", *lines]) + "\n", encoding="utf-8")
    return Corrections.read(path)


def forms(mentions: object) -> list[tuple[str, str, int]]:
    assert isinstance(mentions, list)
    return [(mention.text, mention.type, mention.depth) for mention in mentions]


def test_the_rows_of_a_string() -> None:
    found = list(entities(TEXT, recognizer=MARKED))
    assert found == [
        Mention("text", 1, 4, 16, "Phạm Văn Thể", "PER", found[0].name),
        Mention("text", 1, 27, 47, "UBND tỉnh Quảng Ninh", "ORG", found[1].name),
        Mention("text", 1, 54, 61, "Hạ Long", "LOC", found[2].name),
    ]


def test_scores_only_if_asked_for_and_from_those_that_know_them() -> None:
    assert [mention.score for mention in entities(TEXT, recognizer=SURE)] == [None] * 3
    assert [mention.score for mention in entities(TEXT, recognizer=SURE, scores=True)] == [
        0.1235,
        0.6235,
        1.1235,
    ]
    assert [mention.score for mention in entities(TEXT, recognizer=MARKED, scores=True)] == [None] * 3


def test_the_shipped_model_is_sure_of_plain_names() -> None:
    found = {mention.text: mention.score for mention in entities(TEXT, scores=True)}
    assert {"Phạm Văn Thể", "Hạ Long"} <= found.keys()
    assert all(score is not None and 0 < score <= 1 for score in found.values())
    assert found["Phạm Văn Thể"] > 0.9  # type: ignore[operator]
    plain = [(mention.start, mention.end, mention.type) for mention in entities(TEXT)]
    assert [(m.start, m.end, m.type) for m in entities(TEXT, scores=True)] == plain


def test_chosen_by_type_and_score() -> None:
    assert forms(list(entities(TEXT, recognizer=MARKED, types=("PER", "LOC")))) == [
        ("Phạm Văn Thể", "PER", 0),
        ("Hạ Long", "LOC", 0),
    ]
    chosen = list(entities(TEXT, recognizer=SURE, min_score=0.6))
    assert forms(chosen) == [("UBND tỉnh Quảng Ninh", "ORG", 0), ("Hạ Long", "LOC", 0)]


@pytest.mark.parametrize(
    ("types", "least", "wanted"),
    [
        (None, None, True),
        (("LOC",), None, True),
        (("PER",), None, False),
        (None, 0.5, True),
        (None, 0.51, False),
        (("PER",), 0.5, False),
    ],
)
def test_are_wanted(types: tuple[str, ...] | None, least: float | None, wanted: bool) -> None:
    assert list(are_wanted([Mention("a", 1, 0, 1, "x", "LOC", "x", 0.5)], types, least)) == [wanted]


def test_a_mention_without_a_score_is_not_below_any() -> None:
    assert list(are_wanted([Mention("a", 1, 0, 1, "x", "LOC", "x")], None, 0.99)) == [True]


def test_a_name_inside_another_is_as_sure_as_that_one() -> None:
    unsure = Mention("a", 1, 0, 10, "Báo Hạ Long", "ORG", "Báo Hạ Long", 0.5)
    inner = Mention("a", 1, 4, 10, "Hạ Long", "LOC", "Hạ Long", depth=1)
    saved_alone = Mention("a", 2, 20, 27, "Hạ Long", "LOC", "Hạ Long", depth=1)  # by --type LOC
    mentions = [unsure, inner, saved_alone]
    assert list(are_wanted(mentions, None, 0.6)) == [False, False, True]
    assert list(are_wanted(mentions, ("LOC",), 0.4)) == [False, True, True]


def test_corrections_come_before_the_choice(tmp_path: Path) -> None:
    mended = corrections(
        tmp_path, "retype,Hạ Long,PER,,", "drop,Phạm Văn Thể,,,", "add,Tập đoàn FPT,ORG,FPT,"
    )
    found = list(entities(TEXT, recognizer=SURE, corrections=mended, types=("PER", "ORG"), min_score=0.7))
    assert forms(found) == [("Hạ Long", "PER", 0), ("Tập đoàn FPT", "ORG", 0)]
    assert [mention.name for mention in found][1] == "FPT"
    assert found[1].score is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_inside_names(form: str) -> None:
    text = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    plain = list(entities(text, recognizer=MARKED))
    found = list(entities(text, recognizer=MARKED, nested=True))
    assert [mention for mention in found if not mention.depth] == plain
    (inner,) = [mention for mention in found if mention.depth]
    assert unicodedata.normalize("NFC", inner.text) == "tỉnh Quảng Ninh"
    assert (inner.type, inner.depth, inner.name) == ("LOC", 1, "Quảng Ninh")
    assert text[inner.start : inner.end] == inner.text
    assert found.index(inner) == 2, "right after the name that holds it"


def test_names_inside_names_are_corrected_and_go_with_those_that_hold_them(tmp_path: Path) -> None:
    renamed = corrections(tmp_path, "rename,tỉnh Quảng Ninh,,QN,")
    inner = [m for m in entities(TEXT, recognizer=MARKED, nested=True, corrections=renamed) if m.depth]
    assert [mention.name for mention in inner] == ["QN"]
    dropped = corrections(tmp_path, "drop,UBND tỉnh Quảng Ninh,,,")
    found = list(entities(TEXT, recognizer=MARKED, nested=True, corrections=dropped))
    assert forms(found) == [("Phạm Văn Thể", "PER", 0), ("Hạ Long", "LOC", 0)]
    added = corrections(tmp_path, "add,Chủ tịch UBND tỉnh Quảng Ninh,ORG,,")
    found = list(entities(TEXT, recognizer=MARKED, nested=True, corrections=added))
    assert ("UBND tỉnh Quảng Ninh", "ORG", 1) in forms(found)


def test_context() -> None:
    found = list(entities(TEXT, recognizer=MARKED, context=2))
    assert [(mention.left, mention.right) for mention in found] == [
        ("Ông ", ", Chủ tịch"),
        ("Chủ tịch ", ", thăm Hạ"),
        ("Ninh, thăm ", ". Ông Thể"),
    ]


@settings(max_examples=40)
@given(vietnamese_text(30), st.integers(1, 4))
def test_any_text_with_everything(text: str, words: int) -> None:
    document = Document("a", text)
    ((_, found),) = entities_of([document], scores=True, nested=True, context=words)
    plain = [
        (mention.start, mention.end, mention.type, mention.name) for mention in qnmine.entities(document)
    ]
    assert [(m.start, m.end, m.type, m.name) for m in found if not m.depth] == plain
    outer = None
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        whole = mention.left + mention.text + mention.right
        assert text[mention.start - len(mention.left) :].startswith(whole)
        assert mention.score is None or 0 <= mention.score <= 1
        if mention.depth:
            assert outer is not None
            assert outer.start <= mention.start < mention.end <= outer.end
            assert mention.end - mention.start < outer.end - outer.start
        else:
            outer = mention


def test_the_command_offers_the_types_that_there_are() -> None:
    assert options.TYPES == TYPES
