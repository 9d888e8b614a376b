"""PDF: paragraphs out of lines and pages, and files that are damaged, empty or locked."""

from __future__ import annotations

import io
import random
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.corpus.readers.pdf import read
from qnmine.corpus.readers.pdf_lines import SOFT_HYPHEN, Line, Page, paragraphs, without_running_heads
from qnmine.errors import DocumentError
from tests.corpus.loading import load_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

PARAGRAPH = [
    "    Thời gian qua, thành phố tập trung xây dựng, phát triển các doanh nghiệp",
    "số trên địa bàn. Qua đó góp phần đẩy mạnh thu hút và sử dụng hiệu quả vốn;",
    "thúc đẩy phát triển chính quyền số, kinh tế số.",
]
WHOLE = (
    "Thời gian qua, thành phố tập trung xây dựng, phát triển các doanh nghiệp số trên địa bàn. "
    "Qua đó góp phần đẩy mạnh thu hút và sử dụng hiệu quả vốn; "
    "thúc đẩy phát triển chính quyền số, kinh tế số."
)


@cache
def drawn(*pages: tuple[str, ...], numbered: bool = False) -> bytes:
    """Return a PDF file whose pages hold these lines, drawn with an embedded font."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    file = io.BytesIO()
    style: Any = {"pdf.fonttype": 42, "font.family": "DejaVu Sans", "font.size": 9}
    metadata = {"Title": "Báo cáo", "Author": "Sở Du lịch"}
    with mpl.rc_context(style), PdfPages(file, metadata=metadata) as pdf:
        for number, lines in enumerate(pages, 1):
            figure = Figure(figsize=(8.3, 11.7))
            for place, line in enumerate(lines):
                figure.text(0.08, 0.88 - 0.02 * place, line)
            if numbered:
                figure.text(0.08, 0.96, "Báo Quảng Ninh")
                figure.text(0.5, 0.03, f"Trang {number}/{len(pages)}")
            pdf.savefig(figure)
    return file.getvalue()


def plain(content: str, font: str = "Helvetica") -> bytes:
    """Return the smallest PDF file that draws content (an operator a line) in a font that is not embedded."""
    stream = content.encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        f"<</Type/Font/Subtype/TrueType/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode(),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def text_of(data: bytes) -> str:
    return unicodedata.normalize("NFC", read("x", data, "utf-8", "pdf").text)


def error_of(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read("x", data, "utf-8", "pdf")
    return str(caught.value)


def test_wrapped_lines_are_joined_to_paragraphs_also_over_pages() -> None:
    first = ("BÁO CÁO", "", *PARAGRAPH, *PARAGRAPH[:2])
    second = (PARAGRAPH[2], "- Tour đêm;", "- Lễ hội 2024.", "1. Kết luận")
    data = drawn(first, second, ("Hết.",), numbered=True)
    assert text_of(data).split("\n\n") == [
        "BÁO CÁO",
        WHOLE,
        WHOLE,
        "- Tour đêm;",
        "- Lễ hội 2024.",
        "1. Kết luận",
        "Hết.",
    ]
    loaded = load_bytes(data, "pdf", keep=("title", "author", "pages", "date"))
    meta = dict(loaded.documents[0].meta)
    assert len(str(meta.pop("date"))) == 10
    assert meta == {"title": "Báo cáo", "author": "Sở Du lịch", "pages": 3}
    assert loaded.documents[0].origin.problems == ("6 running heads left out",)  # type: ignore[union-attr]


def test_pages_without_text_are_told_and_a_file_of_them_is_an_error() -> None:
    content = read("x", drawn(("Một.",), (), ("Hai.",)), "utf-8", "pdf")
    assert content.text == "Một.\n\nHai."
    assert content.origin.problems == ("1 of 3 pages without text",)
    remedy = "run OCR first, for example: ocrmypdf -l vie FILE OUT.pdf"
    assert error_of(drawn((), ())) == f"x: has no text layer (2 pages, perhaps scanned); {remedy}"


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        (".VnTime", "Qu¶ng Ninh", "Quảng Ninh"),
        ("ABCDEF+.VnTimeH,Bold", "h¹ long", "HẠ LONG"),
        ("VNI-Times", "Thaønh phoá Haï Long", "Thành phố Hạ Long"),
        ("Helvetica", "Th\xe0nh", "Thành"),
    ],
)
def test_text_in_old_fonts_is_converted(font: str, text: str, shown: str) -> None:
    content = read("x", plain(f"BT /F 12 Tf 72 700 Td ({text}) Tj ET", font), "utf-8", "pdf")
    assert content.text == shown
    assert bool(content.origin.problems) is (font != "Helvetica")


def locked(data: bytes) -> bytes:
    """Return the file with a password of its own, by the standard's oldest way (RC4, 40 bits)."""
    entry = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"x" * 32, b"y" * 32)
    return data.replace(b"trailer<<", b"trailer<</Encrypt %s/ID[(a)(a)]" % entry)


def test_what_cannot_be_read_is_one_error() -> None:
    whole = plain("BT /F 12 Tf 72 700 Td (x) Tj ET")
    assert error_of(locked(whole)).startswith(
        "x: is protected with a password; save it without one, for example: qpdf"
    )
    assert error_of(b"") == error_of(b"PK\x03\x04") == "x: is not a PDF file; check --from"
    assert error_of(b"%PDF-1.4").startswith("x: is a damaged PDF file; open it in a PDF viewer and print it")


def test_damage_anywhere_ends_in_text_or_one_error() -> None:
    chance = random.Random(9)
    for whole in (drawn(("Một.",), (), ("Hai.",)), plain("BT /F 12 Tf 72 700 Td (Ha Long) Tj ET", ".VnTime")):
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 40))):
                data[chance.randrange(8, len(data))] = chance.randrange(256)
            end = chance.choice((len(data), chance.randrange(8, len(data))))
            loaded = load_bytes(bytes(data[:end]), "pdf")
            assert len(loaded.documents) + len(loaded.errors) == 1
            assert not any("\n" in str(error) for error in loaded.errors)


def test_metadata_that_are_no_text_are_left_out() -> None:
    data = plain("BT /F 12 Tf 72 700 Td (x) Tj ET")
    info = b"6 0 obj<</Title<FEFFD800>/Author(A)/CreationDate(D:2024)>> endobj\n"
    data = data.replace(b"trailer<<", info + b"trailer<</Info 6 0 R")
    meta = read("x", data, "utf-8", "pdf").meta
    assert meta == {"title": None, "author": "A", "date": None, "pages": 1}


def test_text_without_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.readers.pdf.MOST_CHARACTERS", 100)
    assert error_of(drawn(tuple(PARAGRAPH))) == "x: has more than 100 characters; split it"


def lines(*texts: str, left: float = 50, top: float = 700, width: float = 5, step: float = 14) -> list[Line]:
    """Return lines one below the other; spaces before a text indent it."""
    found = []
    for place, text in enumerate(texts):
        start = left + width * (len(text) - len(text.lstrip()))
        bottom = top - step * place
        found.append(Line(text.strip(), start, left + width * len(text), bottom, bottom + 10))
    return found


def joined(*pages: Sequence[Line]) -> list[str]:
    return list(paragraphs([Page(tuple(page), 800) for page in pages]))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (lines("phát triển kinh tế", "- xã hội của tỉnh."), ["phát triển kinh tế - xã hội của tỉnh."]),
        (lines("các mục tiêu sau:", "- xã hội của tỉnh;"), ["các mục tiêu sau:", "- xã hội của tỉnh;"]),
        (lines("cách mạng lần thứ", "4. Tỉnh đã triển."), ["cách mạng lần thứ 4. Tỉnh đã triển."]),
        (lines("cách mạng công ty.", "4. Tỉnh đã triển."), ["cách mạng công ty.", "4. Tỉnh đã triển."]),
        (lines("Giai đoạn từ 2021-", "2030 của cả tỉnh."), ["Giai đoạn từ 2021-2030 của cả tỉnh."]),
        (lines(f"the infor{SOFT_HYPHEN}mation"), ["the information"]),
        (lines(f"anh{SOFT_HYPHEN}em ta"), ["anh-em ta"]),
        (lines(f"kinh tế{SOFT_HYPHEN}xã hội"), ["kinh tế-xã hội"]),
        (lines("một đoạn dài.", "  Đoạn hai đây"), ["một đoạn dài.", "Đoạn hai đây"]),
        (lines("BÁO CÁO", "Về việc phát triển du lịch"), ["BÁO CÁO", "Về việc phát triển du lịch"]),
        ([*lines("cột một đi tiếp"), *lines("sang cột hai", left=300)], ["cột một đi tiếp sang cột hai"]),
        (
            [*lines("một dòng dài ra"), *lines("một dòng cách xa", top=640), *lines("thêm dòng", top=626)],
            None,
        ),
    ],
)
def test_where_a_paragraph_begins(page: list[Line], expected: list[str] | None) -> None:
    assert joined(page) == (expected or ["một dòng dài ra", "một dòng cách xa thêm dòng"])


def test_a_headline_above_columns_is_no_measure_of_their_lines() -> None:
    headline = Line("Một tiêu đề lớn trên hai cột", 50, 450, 760, 780)
    column = lines("một cột có nhiều dòng", "đi tiếp sang dòng nào", "rồi kết thúc ở đây.")
    assert joined([headline, *column])[1:] == [" ".join(line.text for line in column)]


def test_running_heads_go_only_where_most_pages_have_them() -> None:
    def page(number: int, head: str) -> Page:
        return Page(
            (*lines(head, top=770), *lines("Nội dung.", top=400), *lines(f"- {number} -", top=20)), 800
        )

    kept, dropped = without_running_heads([page(n, "Báo Quảng Ninh") for n in range(4)])
    assert dropped == 8
    assert [line.text for one in kept for line in one.lines] == ["Nội dung."] * 4
    kept, dropped = without_running_heads([page(n, "Báo Quảng Ninh") for n in range(2)])
    assert dropped == 0
    kept, dropped = without_running_heads(
        [page(n, head) for n, head in enumerate(("Một", "Hai", "Ba", "Bốn"))]
    )
    assert [one.lines[0].text for one in kept] == ["Một", "Hai", "Ba", "Bốn"]


def test_no_page_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    opened: list[object] = []
    closed: list[object] = []
    for kind in (pypdfium2.PdfDocument, pypdfium2.PdfPage, pypdfium2.PdfTextPage):
        before, after = kind.__init__, kind.close

        def made(self: object, *args: object, _before: object = before, **options: object) -> None:
            opened.append(self)
            _before(self, *args, **options)  # type: ignore[operator]

        def shut(self: object, *args: object, _after: object = after, **options: object) -> None:
            closed.append(self)
            _after(self, *args, **options)  # type: ignore[operator]

        monkeypatch.setattr(kind, "__init__", made)
        monkeypatch.setattr(kind, "close", shut)
    text_of(drawn(("Một.",), (), ("Hai.",)))
    assert len(opened) == 7
    assert {id(one) for one in opened} == {id(one) for one in closed}
