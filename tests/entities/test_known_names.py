"""Names found again and again in a text: which count, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.entities.known_names import known_names, squeezed_sentences
from qnmine.entities.lexical import NAME_CLASSES, NAME_STEPS
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence


class Finder:
    """A recogniser that finds the given names as words of the text."""

    def __init__(self, names: dict[str, str], score: float = 1.0) -> None:
        self.names = names
        self.score = score

    def spans(self, documents: Sequence[Document], *, scores: bool = False) -> list[list[Span]]:
        assert scores
        return [
            sorted(
                (
                    Span(start, start + len(name), kind, self.score)
                    for name, kind in self.names.items()
                    for start in range(len(document.text))
                    if document.normalized.text.startswith(name, start)
                ),
                key=lambda span: span.start,
            )
            for document in documents
        ]


def found(texts: list[str], names: dict[str, str], without: frozenset[str] = frozenset()) -> dict[str, int]:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return {" ".join(key): number for key, number in known_names(documents, Finder(names), without)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "names", "expected"),
    [
        (["Hà Nội", "ở Hà Nội. Hà Nội mưa"], {"Hà Nội": "LOC"}, {"hà nội": 4 * NAME_STEPS}),
        (["Lan. " * 6, "Lan"], {"Lan": "PER"}, {"lan": 1}),
        (["ISO 9001. " * 2, "ISO 9001"], {"ISO 9001": "ORG"}, {"iso 0000": 2 * NAME_STEPS}),
        # too few mentions, one document, a part in lower case, no letter
        (["Hà Nội", "Hà Nội"], {"Hà Nội": "LOC"}, {}),
        (["Hà Nội. " * 9], {"Hà Nội": "LOC"}, {}),
        (["tỉnh Hà Nam. " * 3, "tỉnh Hà Nam"], {"tỉnh Hà Nam": "LOC"}, {}),
        (["115. " * 3, "115"], {"115": "ORG"}, {}),
        ([], {}, {}),
    ],
)
def test_which_names_count(texts: list[str], names: dict[str, str], expected: dict[str, int]) -> None:
    assert found(texts, names) == expected


@pytest.mark.parametrize(
    ("people", "places", "kind"),
    [(20, 0, 0), (9, 1, 1), (1, 9, 5), (6, 4, 7), (4, 6, 7)],
)
def test_the_kind_tells_what_a_name_mostly_is(people: int, places: int, kind: int) -> None:
    class Undecided(Finder):
        def spans(self, documents: Sequence[Document], *, scores: bool = False) -> list[list[Span]]:
            return [[Span(0, 3, document.id[:3], 1.0)] for document in documents]

    documents = [Document(f"PER{n}", "Sơn") for n in range(people)]
    documents += [Document(f"LOC{n}", "Sơn") for n in range(places)]
    [(key, number)] = known_names(documents, Undecided({}), frozenset())  # type: ignore[arg-type]
    assert key == ("sơn",)
    assert number // NAME_STEPS == kind
    assert number < NAME_CLASSES


def test_sentences_that_are_learnt_from_do_not_count() -> None:
    texts = ["Ở Hà Nội. Về Hà Nội.", "Hà Nội mưa."]
    assert found(texts, {"Hà Nội": "LOC"}) == {"hà nội": 4 * NAME_STEPS}
    assert found(texts, {"Hà Nội": "LOC"}, frozenset({"HàNộimưa."})) == {}
    assert list(squeezed_sentences([Document("d", texts[0])])) == ["ỞHàNội.", "VềHàNội."]
