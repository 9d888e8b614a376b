"""Word documents: what a reader sees, in order, and files that are none or worse."""

from __future__ import annotations

import datetime
import io
import random
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml

from qnmine.corpus.readers.docx import read
from qnmine.errors import DocumentError
from tests.corpus.loading import load, load_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = """<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing>{text}</w:drawing></mc:Choice>
<mc:Fallback><w:pict>{text}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
BOX = BOX.format(w=WORD, text="<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>")


def written(fill: Callable[[Document], object]) -> bytes:
    """Return a document that python-docx has written."""
    document = docx.Document()
    fill(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(body: str, **parts: str) -> bytes:
    """Return a document of a body and of other parts beside it, without anything else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def text_of(data: bytes) -> str:
    return read("x", data, "utf-8", "docx").text


def error_of(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read("x", data, "utf-8", "docx")
    return str(caught.value)


def add(document: Document, xml: str, text: str = "") -> None:
    document.add_paragraph(text)._p.append(parse_xml(xml))


def _report(document: Document) -> None:
    properties = document.core_properties
    properties.title, properties.author = "Báo cáo quý II", "Sở Du lịch"
    properties.created = datetime.datetime(2024, 6, 25, 8)
    head = document.add_table(1, 2)
    for cell, lines in zip(
        head.rows[0].cells, (("UBND TỈNH", "SỞ DU LỊCH"), ("CỘNG HÒA", "Độc lập")), strict=True
    ):
        cell.text = lines[0]
        cell.add_paragraph(lines[1])
    document.add_heading("Báo cáo", 0)
    paragraph = document.add_paragraph("Quảng Ninh đón ")
    paragraph.add_run("2 triệu").bold = True
    paragraph.add_run(" khách.\tTăng\n15%.")
    document.add_paragraph("Tour đêm;", style="List Bullet")
    document.add_paragraph("")
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("STT", "Tên", "Số"), ("1", "Hạ Long", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    add(
        document,
        f'<w:del {WORD} w:id="1"><w:r><w:delText> đã xoá</w:delText><w:t>!</w:t></w:r></w:del>',
        "Giữ lại",
    )
    add(document, f'<w:ins {WORD} w:id="2"><w:r><w:t>đã thêm</w:t></w:r></w:ins>')
    add(document, BOX, "Trước khung")
    add(document, f"<w:r {WORD}><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r>", "Hết.")


def test_what_a_reader_sees_in_order() -> None:
    data = written(_report)
    assert text_of(data).split("\n\n") == [
        *[
            "UBND TỈNH",
            "SỞ DU LỊCH",
            "CỘNG HÒA",
            "Độc lập",
            "Báo cáo",
            "Quảng Ninh đón 2 triệu khách.\tTăng\n15%.",
        ],
        *[
            "Tour đêm;",
            "STT\tTên\tSố\n1\tHạ Long",
            "Giữ lại",
            "đã thêm",
            "Trước khung",
            "Trong khung",
            "Hết.",
        ],
    ]
    loaded = load_bytes(data, "docx", keep=("title", "date", "author"))
    assert dict(loaded.documents[0].meta) == {
        "title": "Báo cáo quý II",
        "date": "2024-06-25",
        "author": "Sở Du lịch",
    }
    assert loaded.ids == ["-"]


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>Chú {n}.</w:t></w:r></w:p></w:footnote>' for n in (1, 2, 3)
    )
    body = "".join(
        f'<w:p><w:r><w:t>Câu {n}.</w:t><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in (2, 1)
    )
    data = packed(body, footnotes=f"<w:footnotes {WORD}>{notes}</w:footnotes>")
    assert text_of(data) == "Câu 2.\n\nCâu 1.\n\nChú 2.\n\nChú 1."


def _old_fonts(document: Document) -> None:
    run = document.add_paragraph("Tỉnh ").add_run("Qu¶ng Ninh")
    run.font.name = ".VnTime"
    run = document.add_paragraph().add_run("h¹ long")
    run.font.name = ".VnTimeH"
    paragraph = document.add_paragraph()
    for piece in ("Qua", "û", "ng Ninh"):  # the mark of a letter in a run of its own
        paragraph.add_run(piece).font.name = "VNI-Times"
    style = document.styles.add_style("Cu", 1)
    style.font.name = ".VnArial"
    based = document.styles.add_style("Cu2", 1)
    based.base_style = style
    document.add_paragraph("Thµnh phè", style="Cu2").add_run(" Hạ Long").font.name = "Arial"


def test_text_in_old_fonts_is_converted_whoever_sets_the_font() -> None:
    content = read("x", written(_old_fonts), "utf-8", "docx")
    assert content.text.split("\n\n") == ["Tỉnh Quảng Ninh", "HẠ LONG", "Quảng Ninh", "Thành phố Hạ Long"]
    assert content.origin.problems == ("TCVN3 font", "VNI font")
    run = '<w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:rPrDefault>'
    default = f"<w:styles {WORD}><w:docDefaults>{run}</w:docDefaults></w:styles>"
    assert text_of(packed("<w:p><w:r><w:t>Qu¶ng Ninh</w:t></w:r></w:p>", styles=default)) == "Quảng Ninh"
    circle = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba"))
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    assert text_of(packed(body, styles=f"<w:styles {WORD}>{circle}</w:styles>")) == "x"


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x: is not a DOCX file; check --from"),
        (b"xin chao", "x: is not a DOCX file; check --from"),
        (b"<html><p>Word", "x: is not a DOCX file, but an HTML page; use --from html"),
        (b"{\\rtf1 x}", "x: is an RTF file, not DOCX; convert it: soffice --convert-to docx FILE"),
        (b"\xd0\xcf\x11\xe0 x", "x: is an old Word file (.doc), not DOCX; convert it: soffice"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "x: is protected with a password; save it",
        ),
        (zipped("xl/workbook.xml"), "x: is an Excel workbook, not DOCX; use --from xlsx"),
        (zipped("content.xml"), "x: is an OpenDocument file, not DOCX; convert it: soffice"),
        (zipped("META-INF/container.xml"), "x: is an EPUB book, not DOCX; convert it: pandoc"),
        (zipped("a.txt"), "x: is not a DOCX file, but another ZIP file; check --from"),
        (zipped("word/document.xml"), "x: is a damaged DOCX file"),
        (packed("<w:p>"), "x: is a damaged DOCX file (Opening and ending tag mismatch"),
        (written(_report)[:9000], "x: is a damaged DOCX file; open it in a word processor, save it"),
    ],
)
def test_what_is_no_docx_is_one_error(data: bytes, message: str) -> None:
    assert error_of(data).startswith(message)


def test_a_document_without_text_or_with_macros_is_read(tmp_path: Path) -> None:
    assert text_of(packed("")) == ""
    data = written(lambda document: document.add_paragraph("Có macro"))
    macros = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(macros, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"officedocument.wordprocessingml.document.main", b"x.macroEnabled.main"
            )
            # a relation to a part that is not there, which some programs write
            new.writestr(
                name,
                content.replace(
                    b"</Relationships>", b'<Relationship Id="z" Type="z" Target="NULL"/></Relationships>'
                ),
            )
    (tmp_path / "x.docx").write_bytes(macros.getvalue())
    assert load(tmp_path / "x.docx").texts == ["Có macro"]


def test_entities_bombs_and_depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("bí mật", encoding="utf-8")
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    dtd = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        body = (
            f"<w:document {WORD}><w:body><w:p><w:r><w:t>a &s; &l9; b</w:t></w:r></w:p></w:body></w:document>"
        )
        archive.writestr("word/document.xml", dtd + body)
    assert error_of(file.getvalue()).startswith("x: declares entities, which no word processor writes")
    deep = packed("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    assert error_of(deep).startswith("x: is a damaged DOCX file")
    monkeypatch.setattr("qnmine.corpus.readers.docx.LARGEST_PART", 1000)
    assert error_of(packed("<w:p/>" * 1000)) == "x: unpacks to more than 0 MiB of text; save it in parts"


def test_damage_anywhere_ends_in_text_or_one_error() -> None:
    whole = written(_report)
    chance = random.Random(9)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        end = chance.choice((len(data), chance.randrange(len(data))))
        loaded = load_bytes(bytes(data[:end]), "docx")
        assert len(loaded.documents) + len(loaded.errors) == 1
        assert not any("\n" in str(error) for error in loaded.errors)
