"""Whatever the document and its spans: a name for each, the same each time, in linear time."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.linking import names_of
from qnmine.entities.recognizer import Span
from qnmine.text.document import Document
from tests.entities.linking.marked import names, parsed
from tests.strategies import any_text

_WORDS = st.sampled_from(
    [
        *(
            "tỉnh",
            "Tỉnh",
            "ủy",
            "Quảng",
            "Ninh",
            "TP",
            "TP.HCM",
            "HCM",
            "UBND",
            "huyện",
            "xã",
            "Bình",
            "Liêu",
        ),
        *(
            "(",
            ")",
            "(TKV)",
            "TKV",
            "Tập",
            "đoàn",
            "Than",
            "Nguyễn",
            "Văn",
            "An",
            "AN",
            "Lan",
            "ông",
            "bà",
            "N.V.A",
        ),
        *(
            "A.",
            "Công",
            "ty",
            "TNHH",
            "CP",
            "Q.1",
            "P.12",
            "-",
            "và",
            ",",
            "\n",
            "Báo",
            "báo",
            "Hà",
            "Nội",
            "HÀ",
        ),
        *("NỘI", "cầu", "Giấy", "Kim", "Jong", "Un"),
    ]
)


@st.composite
def _documents(draw: st.DrawFn) -> tuple[Document, list[Span]]:
    """A document of any text or of words that matter here, with any disjoint spans."""
    text = draw(st.one_of(any_text(), st.lists(_WORDS, max_size=40).map(" ".join)))
    document = Document("d", text)
    length = len(document.normalized.text)
    bounds = sorted(draw(st.sets(st.integers(0, length), max_size=20)))
    spans = [
        Span(start, end, draw(st.sampled_from(("PER", "ORG", "LOC", "MISC"))))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    return document, spans


@given(_documents())
def test_a_name_for_each_span_and_the_same_again(case: tuple[Document, list[Span]]) -> None:
    document, spans = case
    first = names_of(document, spans)
    assert len(first) == len(spans)
    assert first == names_of(document, spans)
    assert all(name == " ".join(name.split()) for name in first)


@given(_documents(), _documents())
def test_other_documents_do_not_matter(
    case: tuple[Document, list[Span]], other: tuple[Document, list[Span]]
) -> None:
    before = names_of(*case)
    names_of(*other)
    assert names_of(*case) == before


@given(st.lists(st.tuples(st.sampled_from(("PER", "ORG", "LOC")), _WORDS, _WORDS), max_size=12))
def test_names_depend_on_the_text_and_not_on_its_unicode_form(words: list[tuple[str, str, str]]) -> None:
    marked = ", ".join(f"[{type_} {a} {b}]" for type_, a, b in words if a.strip("()\n") and b.strip("()\n"))
    document, spans = parsed(marked)
    decomposed = Document("d", unicodedata.normalize("NFD", document.text))
    assert decomposed.normalized.text == document.text
    assert names_of(decomposed, spans) == names_of(document, spans)


def test_spaces_and_line_ends_inside_a_name_do_not_count() -> None:
    assert names("ông [PER Phạm  Văn\nThể], [LOC Quảng\u00a0Ninh]") == ["Phạm Văn Thể", "Quảng Ninh"]


def test_no_spans_no_names() -> None:
    assert names_of(Document("d", ""), []) == []


def test_a_long_document_takes_linear_time() -> None:
    """Twice the mentions, about twice the time, also when all share a given name, a core or a bare name."""

    def seconds(size: int) -> float:
        marked = " ".join(
            f"[PER Nguyễn {chr(97 + n % 26)}{n} An] [PER An] [LOC xã Tân {n}] [LOC Tân {n}] "
            f"[ORG Công ty TNHH Sao {n}] [ORG Công ty Sao {n}] [ORG Sở Y tế]"
            for n in range(size)
        )
        document, spans = parsed(marked)
        times = []
        for _ in range(3):  # the least: other work, and a collection of all that tests left, only add
            begun = time.process_time()
            names_of(document, spans)
            times.append(time.process_time() - begun)
        return min(times)

    seconds(50)
    assert seconds(1600) < 12 * seconds(400) + 0.5
