"""Web pages: the article, what the page tells about it, its encoding, and pages that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.corpus import open_corpus
from qnmine.corpus.readers.html import read
from qnmine.corpus.readers.html_text import Block, in_order
from qnmine.text.document import sentences
from tests.corpus.loading import load, load_bytes, write

if TYPE_CHECKING:
    from pathlib import Path

    from qnmine.errors import DocumentError

ARTICLE = """<!DOCTYPE html><html lang="vi-VN"><head><meta charset="utf-8">
<title>Quảng Ninh đón 2 triệu khách - Báo Quảng Ninh</title>
<meta property="og:site_name" content="Báo Quảng Ninh">
<meta property="og:title" content="Quảng Ninh đón 2 triệu khách">
<link rel="canonical" href="https://bao.example.vn/quang-ninh-don-2-trieu-khach-3301.html">
{head}</head><body>
<header><div class="clock">Chủ nhật, 01/03/2026</div>
<nav><a href="/">Trang chủ</a> <a href="/kt">Kinh tế</a></nav></header>
<div class="main"><div class="breadcrumb"><a href="/">Trang chủ</a> › <a href="/dl">Du lịch</a></div>
<h1 class="title-detail">Quảng Ninh đón 2 triệu khách</h1>
{date}
<p class="sapo"><strong>Tháng 6/2024, tỉnh Quảng Ninh đón hơn 2 triệu lượt khách, tăng 15%.</strong></p>
<div class="content-detail">
<p>Theo Sở Du lịch Quảng Ninh, trong tháng 6 lượng khách quốc tế đạt 210.000 lượt, tổng thu từ khách du lịch
ước đạt 5.200 tỷ đồng. Riêng thành phố Hạ Long đón 1,1&nbsp;triệu lượt.</p>
<figure><img src="http://localhost:9/a.jpg"><figcaption>Vịnh Hạ Long. Ảnh: Đỗ Phương</figcaption></figure>
<p>Ông Nguyễn Huyền Anh cho biết: “Chúng tôi sẽ tiếp tục nâng cao chất lượng dịch vụ,<br>
mở thêm sản phẩm mới”.</p>
<h2>Nhiều sản phẩm mới</h2>
<ul><li>Tour đêm trên vịnh Bái Tử Long;</li><li>lễ hội Carnaval Hạ Long 2024.</li></ul>
<table><tr><th>Địa phương</th><th>Lượt khách</th></tr><tr><td>Hạ Long</td><td>1.100.000</td></tr></table>
<div class="qc"><p>Mua căn hộ giá rẻ, gọi ngay hôm nay!</p></div>
<p>Trong 6 tháng đầu năm, toàn tỉnh đón 10,4 triệu lượt khách, hoàn thành 61% kế hoạch năm. Đây là kết quả của
sự nỗ lực của toàn hệ thống chính trị, doanh nghiệp và người dân.</p>
<p class="author"><strong>Hoàng Quỳnh</strong></p>
</div>
<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul><li><a href="/1">Hạ Long đón tàu biển</a></li></ul></div>
<div class="comments"><h3>Bình luận</h3><div class="comment"><p>Quảng Ninh đẹp quá!</p></div></div></div>
<footer><p>© 2019 Báo Quảng Ninh. Giấy phép ngày 01/02/2020</p></footer><script>var x = "<p>mã</p>";</script>
</body></html>"""

TEXT = """Quảng Ninh đón 2 triệu khách

Tháng 6/2024, tỉnh Quảng Ninh đón hơn 2 triệu lượt khách, tăng 15%.

Theo Sở Du lịch Quảng Ninh, trong tháng 6 lượng khách quốc tế đạt 210.000 lượt, tổng thu từ khách du lịch \
ước đạt 5.200 tỷ đồng. Riêng thành phố Hạ Long đón 1,1 triệu lượt.

Ông Nguyễn Huyền Anh cho biết: “Chúng tôi sẽ tiếp tục nâng cao chất lượng dịch vụ,
mở thêm sản phẩm mới”.

Nhiều sản phẩm mới

Tour đêm trên vịnh Bái Tử Long;

lễ hội Carnaval Hạ Long 2024.

Địa phương\tLượt khách
Hạ Long\t1.100.000

Trong 6 tháng đầu năm, toàn tỉnh đón 10,4 triệu lượt khách, hoàn thành 61% kế hoạch năm. Đây là kết quả của \
sự nỗ lực của toàn hệ thống chính trị, doanh nghiệp và người dân."""

SHOWN_DATE = '<span class="t">Thứ ba, 25/06/2024, 14:30 (GMT+7)</span>'
JSON_LD = """<script type="application/ld+json">
{"@type": "NewsArticle", "datePublished": "2024-06-25T07:30", "dateModified": "2024-07-01"}</script>"""
META = ("title", "date", "author", "url", "site", "language")


def page(head: str = "", date: str = SHOWN_DATE) -> str:
    return ARTICLE.replace("{head}", head).replace("{date}", date)


def text_of(data: str | bytes, encoding: str = "utf-8") -> str:
    return read("x", data.encode() if isinstance(data, str) else data, encoding, "html").text


def problems_of(data: str | bytes) -> tuple[str, ...]:
    return read("x", data.encode() if isinstance(data, str) else data, "utf-8", "html").origin.problems


def test_the_article_without_what_surrounds_it() -> None:
    assert text_of(page()) == TEXT
    ends = [sentence.text.split()[-1] for sentence in sentences(TEXT)]
    assert " ".join(ends) == "khách 15%. đồng. lượt. mới”. mới Long; 2024. khách 1.100.000 năm. dân."


@pytest.mark.parametrize(
    ("head", "date", "day"),
    [
        ("", SHOWN_DATE, "2024-06-25"),
        ("", "<div>05/06/2024 08:00</div>", "2024-06-05"),
        ('<meta property="article:published_time" content="2024-06-24T08:00:00+07:00">', "", "2024-06-24"),
        (JSON_LD, "", "2024-06-25"),
        ("", "<time datetime='2024-06-23'>hôm qua</time>", "2024-06-23"),
        ("", "", None),
        ("", "<div>06/25/2024</div>", None),
    ],
)
def test_what_a_page_tells(head: str, date: str, day: str | None) -> None:
    meta = read("x", page(head, date).encode(), "utf-8", "html").meta
    assert meta == {
        "title": "Quảng Ninh đón 2 triệu khách",
        "date": day,
        "author": "Hoàng Quỳnh",
        "url": "https://bao.example.vn/quang-ninh-don-2-trieu-khach-3301.html",
        "site": "Báo Quảng Ninh",
        "language": "vi",
    }


def test_a_page_is_read_alike_whatever_was_read_before() -> None:
    other = page().replace("Quảng Ninh", "Hải Phòng")
    alone = text_of(page())
    for _ in range(3):
        text_of(other)
        assert text_of(page()) == alone


def test_metadata_become_columns(tmp_path: object) -> None:
    write(str(tmp_path), {"a/x.html": page(), "a/y.htm": "<p>Không có gì.</p>"})
    loaded = load(f"{tmp_path}/a", keep=("title", "date"))
    assert [dict(document.meta) for document in loaded.documents] == [
        {"title": "Quảng Ninh đón 2 triệu khách", "date": "2024-06-25"},
        {"title": None, "date": None},
    ]
    assert load_bytes(page().encode(), "html").pairs == [("-", TEXT)]


VNI = "Thaønh phoá Haï Long"
TCVN3 = "Thµnh phè H¹ Long"
OLD_PAGES = [
    (f'<p><font face=".VnTime">{TCVN3}</font></p>', "Thành phố Hạ Long", "TCVN3 font"),
    (f'<p><font face=".VnTimeH">{TCVN3.lower()}</font></p>', "THÀNH PHỐ HẠ LONG", "TCVN3 font"),
    (f"<p style=\"font-family:'VNI-Times',serif\">{VNI}</p>", "Thành phố Hạ Long", "VNI font"),
    (
        f'<style>p.Cu, td {{font-size:1em; font-family:".VnTime"}}</style><p class=Cu>{TCVN3}</p>',
        "Thành phố Hạ Long",
        "",
    ),
    (
        f'<font face="VNI-Times">{VNI} <font face=Arial>Hạ Long</font> {VNI}</font>',
        "Thành phố Hạ Long Hạ Long Thành phố Hạ Long",
        "VNI font",
    ),
    ("<font face='.VnTime'>Hạ Long</font>", "Hạ Long", None),
    ("<p>xem www.vnexpress.net</p>", "xem www.vnexpress.net", None),
]


@pytest.mark.parametrize(("markup", "text", "problem"), OLD_PAGES)
def test_text_in_old_fonts_is_converted(markup: str, text: str, problem: str | None) -> None:
    assert text_of(markup) == text
    assert ("TCVN3 font" in problems_of(markup) or "VNI font" in problems_of(markup)) is (problem is not None)
    if problem:
        assert problem in problems_of(markup)


@pytest.mark.parametrize("declared", ["", '<meta charset="iso-8859-1">', '<meta charset="x-user-defined">'])
def test_old_fonts_in_bytes_of_any_name(declared: str) -> None:
    data = f'{declared}<p><font face=".VnTime">{TCVN3}</font>'.encode("latin-1")
    assert text_of(data) == text_of(data, "auto") == "Thành phố Hạ Long"


@pytest.mark.parametrize(
    ("data", "encoding", "codec"),
    [
        ("<meta charset=windows-1258><p>Tôi đi</p>".encode("cp1258"), "utf-8", "cp1258"),
        ("<meta charset=windows-1258><p>Tôi đi</p>".encode(), "utf-8", "utf-8"),
        ("<meta charset=utf-8><p>Tôi đi</p>".encode("cp1258"), "cp1258", "cp1258"),
        (
            '<?xml version="1.0" encoding="windows-1258"?><html><p>Tôi đi</p>'.encode("cp1258"),
            "utf-8",
            "cp1258",
        ),
        ("\ufeff<meta charset=windows-1252><p>Tôi đi</p>".encode("utf-16-le"), "utf-8", "utf-16-le"),
        ("\ufeff<meta charset=windows-1252><p>Tôi đi</p>".encode(), "utf-8", "utf-8"),
    ],
)
def test_the_encoding_of_a_page(data: bytes, encoding: str, codec: str) -> None:
    content = read("x", data, encoding, "html")
    assert content.text == "Tôi đi"
    assert content.origin.encoding == codec


@pytest.mark.parametrize("encoding", ["utf-8", "auto"])
def test_a_few_wrong_bytes_do_not_cost_the_page(encoding: str) -> None:
    data = (
        page()
        .encode()
        .replace(b"<title>", '<meta name=description content="Quả'.encode()[:-1] + b'"><title>')
    )
    content = read("x", data, encoding, "html")
    assert content.text == TEXT
    assert content.origin.problems == ("bytes that are not UTF-8",)
    assert load_bytes(data.replace(b"utf-8", b"nonsense"), "html").errors != []


@pytest.mark.parametrize("encoding", ["utf-8", "auto"])
@pytest.mark.parametrize(
    ("declared", "codec", "words"),
    [
        ("iso-8859-1", "cp1252", "L’été à l’école, près du château: “ça va?”"),
        ("windows-1252", "cp1252", "“Hello”, the café said – and left…"),
        ("gb2312", "gb2312", "今天天气很好"),
    ],
)
def test_a_page_in_another_language_is_read_as_it_declares(
    declared: str, codec: str, words: str, encoding: str
) -> None:
    data = f"<meta charset={declared}><p>{words}</p>".encode(codec)
    content = read("x", data, encoding, "html")
    assert (content.text, content.origin.encoding) == (words, codec)


def test_what_is_found_out_comes_before_a_declared_latin_1() -> None:
    data = "<meta charset=iso-8859-1><p>Tỉnh Quảng Ninh phát triển kinh tế biển</p>".encode("tcvn3")
    assert text_of(data, "auto") == "Tỉnh Quảng Ninh phát triển kinh tế biển"


def test_a_page_that_cannot_be_decoded_is_one_error() -> None:
    (error,) = load_bytes("<meta charset=nonsense><p>Tôi đi</p>".encode("cp1258"), "html").errors
    assert "is not valid UTF-8" in error.reason
    assert "--encoding" in error.remedy


@pytest.mark.parametrize(
    ("markup", "text", "problem"),
    [
        ("", "", None),
        ("  \n", "", None),
        ("<html><head><title>Chỉ có tên</title></head><body></body></html>", "", "no text"),
        ("Xin chào Hạ Long", "Xin chào Hạ Long", None),
        ("<p>Một</p><p>Hai <b>ba</b></p>", "Một\n\nHai ba", None),
        ("<style>p {}</style><p>Hiện</p><script>x</script><!-- ẩn -->", "Hiện", None),
        ("<p>Hạ\0 Long</p>", "Hạ Long", None),
        ("<p>&lt;b&gt; &amp; &#272;ông &eacute;</p>", "<b> & Đông é", None),
        (
            "<div>" * 100_000 + "Hạ Long &amp; Huế" + "</div>" * 100_000,
            "Hạ Long & Huế",
            "too deeply nested: all text taken",
        ),
    ],
)
def test_pages_without_an_article(markup: str, text: str, problem: str | None) -> None:
    assert text_of(markup) == text
    assert problem is None or problem in problems_of(markup)


def test_entities_are_neither_fetched_nor_multiplied(tmp_path: object) -> None:
    write(str(tmp_path), {"secret": "bí mật"})
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    entities = f'<!ENTITY l0 "ha">{levels}<!ENTITY x SYSTEM "file://{tmp_path}/secret">'
    text = text_of(f"<!DOCTYPE html [{entities}]><p>&x; &l9; hết</p>")
    assert "bí mật" not in text
    assert len(text) < 1000


def test_a_long_page_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.readers.html.LONGEST_PAGE", 100)
    content = read("x", page().encode(), "utf-8", "html")
    assert content.text.startswith("Chủ nhật, 01/03/2026\n\nTrang chủ Kinh tế\n\n")
    assert "very long page: all visible text taken" in content.origin.problems
    assert content.meta["title"] == "Quảng Ninh đón 2 triệu khách - Báo Quảng Ninh"


PARAGRAPH = "<p>Thành phố Hạ Long, tỉnh Quảng Ninh đón khách.</p>"


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<p>a" * 20_000, "very many elements"),
        ("<div>" * 240 + "<p>a</p>" * 4_000, "very deeply nested"),
        ("<article class=a>" * 3_000, "too deeply nested"),
    ],
)
def test_where_no_article_is_looked_for(markup: str, problem: str) -> None:
    content = read("x", f"<body>{markup}{PARAGRAPH}".encode(), "utf-8", "html")
    assert content.text.endswith("Thành phố Hạ Long, tỉnh Quảng Ninh đón khách.")
    assert [one.split(":")[0] for one in content.origin.problems] == [problem]


@pytest.mark.parametrize(
    "markup",
    [
        "<ul>" + "<li>a" * 15_000 + "</ul>",  # each of these once took minutes
        "<style>" + "font:" * 100_000 + ".vntime{}</style>",
        "<style>" + "a" * 300_000 + "!{font-family:.VnTime}</style>",
        "<style>" + "a" * 300_000 + " .vntime</style>",
        "<style> .vntime" + "/*" * 100_000 + "</style>",
    ],
    ids=["items", "declarations", "selector", "no rule", "comments"],
)
def test_pages_made_to_take_long(markup: str) -> None:
    assert "Thành phố Hạ Long, tỉnh Quảng Ninh đón khách." in text_of(f"<body>{markup}{PARAGRAPH}")


def test_the_lead_above_what_holds_the_body() -> None:
    above = '<p class="description"><span class="location-stamp">Hạ Long</span>Chiều 7/9, bão số 3 đổ bộ.</p>'
    body = ARTICLE.partition('<p class="sapo">')[2].partition("</p>")[2]
    head = ARTICLE.partition('<div class="main">')[0].replace("{head}", "")
    body = body.replace('<div class="content-detail">', '<article class="fck_detail">')
    headline = "<h1>Quảng Ninh đón 2 triệu khách</h1>"
    text = text_of(f'{head}<div class="main">{headline}{above}{body}')
    assert text.split("\n\n")[:2] == ["Quảng Ninh đón 2 triệu khách", "Hạ Long Chiều 7/9, bão số 3 đổ bộ."]
    assert text.count("bão số 3") == 1


POSTS = "".join(
    f"<div class=post><div class=user><b>nick{n}</b></div>"
    f"<div class=body>Chào các bác số {n},<br>em hỏi.</div></div>"
    for n in range(3)
)


def test_posts_are_not_glued_into_one_line() -> None:
    page = f"<html><head><title>Hỏi</title></head><body><h1>Hỏi</h1><div id=posts>{POSTS}</div></body></html>"
    lines = text_of(page).split("\n\n")
    assert lines[:3] == ["Hỏi", "nick0", "Chào các bác số 0,\nem hỏi."]


def test_a_table_stays_where_it_is() -> None:
    table = "<table><tr><td>Đơn vị</td><td>Kinh phí</td></tr><tr><td>Cô Tô</td><td>1.200</td></tr></table>"
    before, after = "Điều 1. Phê duyệt kinh phí cho các đơn vị.", "Điều 2. Quyết định có hiệu lực từ ngày ký."
    layout = f"<table><tr><td><a>Văn bản</a></td><td><p>{before}</p>{table}<p>{after}</p></td></tr></table>"
    text = text_of(f"<html><head><title>x</title></head><body>{layout}</body></html>")
    assert text.endswith(f"{before}\n\nĐơn vị\tKinh phí\nCô Tô\t1.200\n\n{after}")


def test_blocks_are_put_in_the_order_of_the_page() -> None:
    page = [
        Block(text)
        for text in ("Du lịch", "Đoạn văn thứ nhất rất dài", "Du lịch", "Đoạn văn thứ hai rất dài")
    ]
    _, first, heading, second = page
    assert in_order([first, heading, second], page) == [first, heading, second]
    assert in_order([second, first, heading], page) == [first, heading, second]


def test_the_title_is_converted_with_the_rest() -> None:
    data = f'<title>{TCVN3}</title><p><font face=".VnTime">{TCVN3}</font>'
    assert read("x", data.encode(), "utf-8", "html").meta["title"] == "Thành phố Hạ Long"


def test_a_fault_of_the_library_costs_only_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr("qnmine.corpus.readers.html.read", fail)
    (tmp_path / "a.html").write_text("<p>Hạ Long</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Quảng Ninh", encoding="utf-8")
    errors: list[DocumentError] = []
    assert [one.text for one in open_corpus([tmp_path], on_error=errors.append)] == ["Quảng Ninh"]
    assert [(error.name, "KeyError" in error.reason, error.remedy) for error in errors] == [
        ("a.html", True, "save it as text")
    ]
