"""Every command on a folder of files that are broken, dangerous or strange, with one good one among them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import CORPUS_COMMANDS, WITH_OFFSETS, qnmine
from tests.contract.test_hostile_inputs import SENTENCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.harness import Result

GOOD = "tot.txt"
ZEROS = 101 << 20

BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "Hạ Long ">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."


def docx(document: str) -> bytes:
    part = (
        f'<Override PartName="/word/document.xml" ContentType="{OFFICE}wordprocessingml.document.main+xml"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(part),
            "_rels/.rels": RELATIONS.format("word/document.xml", "officeDocument"),
            "word/document.xml": document,
        }
    )


def xlsx(sheet: str) -> bytes:
    parts = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{OFFICE}spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"))
    )
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(parts),
            "_rels/.rels": RELATIONS.format("xl/workbook.xml", "officeDocument"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": RELATIONS.format("worksheets/sheet1.xml", "worksheet"),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ZIP = zipped({"a.txt": SENTENCE, "b.txt": SENTENCE})
TGZ = gzip.compress(tarred({"a.txt": SENTENCE.encode()}))

# What each of them makes of a run: how the one line of its error begins.
BROKEN: dict[str, tuple[bytes, str]] = {
    "bom.docx": (zipped({"word/document.xml": bytes(ZEROS)}), "bom.docx: unpacks to more than 200 times"),
    "bom.txt.gz": (gzip.compress(bytes(ZEROS), 1), "bom.txt.gz: unpacks to more than 200 times its size"),
    "bom.xlsx": (zipped({"xl/workbook.xml": bytes(ZEROS)}), "bom.xlsx: unpacks to more than 200 times"),
    "bom.zip": (zipped({"a.txt": bytes(ZEROS)}), "bom.zip/a.txt: unpacks to more than 200 times its size"),
    "cat.csv.gz": (gzip.compress(b"text,y\n")[:-4], "cat.csv.gz: is cut short"),
    "cat.tar.gz": (TGZ[:-6], "cat.tar.gz: is cut short"),
    "cat.txt.bz2": (bz2.compress(b"x" * 1000)[:-4], "cat.txt.bz2: is cut short"),
    "cat.txt.gz": (gzip.compress(b"x" * 1000)[:-4], "cat.txt.gz: is cut short"),
    "cat.txt.xz": (lzma.compress(b"x" * 1000)[:-4], "cat.txt.xz: is cut short"),
    "cat.zip": (ZIP[:-40], "cat.zip: is no zip archive, or is cut short"),
    "hong.docx": (b"PK\x03\x04" + bytes(50), "hong.docx: "),
    "hong.parquet": (b"PAR1" + bytes(50) + b"PAR1", "hong.parquet: is no readable Parquet file"),
    "hong.pdf": (b"%PDF-1.7\nhong", "hong.pdf: "),
    "hong.tar": (b"Quang Ninh " * 100, "hong.tar: is no tar archive"),
    "hong.txt": (b"Qu\xe1\xba\xa3ng Ninh \xff\xfe Ha Long", "hong.txt: "),
    "hong.xlsx": (b"PK\x03\x04" + bytes(50), "hong.xlsx: is no readable XLSX file"),
    "long.zip": (zipped({"a.zip": ZIP}), "long.zip/a.zip: is an archive within an archive"),
    "sau.jsonl": (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "sau.jsonl:1: "),
    "thuc the.docx": (
        docx(
            f'{BILLION}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body>'
            "</w:document>"
        ),
        "thuc the.docx: ",
    ),
    "thuc the.xlsx": (
        xlsx(
            f'{BILLION}<worksheet xmlns="{S}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t>'
            "</is></c></row></sheetData></worksheet>"
        ),
        "thuc the.xlsx: ",
    ),
}  # fmt: skip
STRANGE: dict[str, bytes] = {
    "cam lang.txt": ("\u0301\u0323" * 50).encode(),
    "don.jsonl": b'{"text": "H\\ud800\\u1ea1 Long \\udc00"}\n',
    "nul.txt": b"Qu\xe1\xba\xa3ng\x00 Ninh\x1b[31m \x07",
    "t\u1ee5c\n\u202etxt.txt": b"",
    "\u1ed5" * 80 + ".txt": b"",
    "thuc the.html": f"{BILLION}<html><body><p>&a9; Quảng Ninh</p></body></html>".encode(),
    "hinh.html": (
        f'{BILLION}<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>&a9;</text></svg>'
    ).encode(),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with all of it."""
    made = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in BROKEN.items():
        (made / name).write_bytes(data)
    for name, data in STRANGE.items():
        (made / name).write_bytes(data)
    (made / GOOD).write_text(SENTENCE, encoding="utf-8")
    os.mkfifo(made / "ong.txt")
    (made / "mat.txt").symlink_to("khong-co")
    (made / "vong").symlink_to(made)
    (made / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"")
    return made


def lines_about(result: Result, beginning: str) -> list[str]:
    return [line for line in result.errors if line.startswith(f"qnmine: {beginning}")]


# The commands that read a corpus and more; the folder comes last.
FURTHER: dict[str, tuple[str, ...]] = {
    "compare": ("compare", "--with", str(SEEDS)),
    "report": ("report",),
    "show": ("show", "--format", "html"),
    "trend": ("trend", "--query", "Quảng Ninh", "--date-column", "date"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of Unix")
@pytest.mark.parametrize("command", FURTHER)
def test_a_folder_of_bad_files_seen(command: str, folder: Path, tmp_path: Path) -> None:
    for module in ("openpyxl", "pyarrow", "docx", "jinja2", "networkx", "vl_convert"):
        pytest.importorskip(module)
    (tmp_path / "days.csv").write_text(f"doc,date\n{GOOD},2024-06-25\n", encoding="utf-8")
    metadata = ("--metadata", tmp_path / "days.csv") if command == "trend" else ()
    result = qnmine(*FURTHER[command], folder, *metadata)
    assert result.code == 3, result.err
    assert "Traceback" not in result.err
    side = "A: " if command == "compare" else ""
    for beginning in (beginning for _, beginning in BROKEN.values()):
        assert len(lines_about(result, side + beginning)) == 1, f"{beginning}\n{result.err}"
    assert "Quảng Ninh" in result.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of Unix")
@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_a_folder_of_bad_files(command: str, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    pytest.importorskip("docx")
    table = tmp_path / "errors.jsonl"
    result = qnmine(*CORPUS_COMMANDS[command], folder, "--errors", table)
    assert result.code == 3, result.err
    assert "Traceback" not in result.err
    beginnings = [beginning for _, beginning in BROKEN.values()]
    for beginning in (*beginnings, "mat.txt: is a link that leads nowhere"):
        assert len(lines_about(result, beginning)) == 1, f"{beginning}\n{result.err}"
    failures = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    assert len(failures) == len(beginnings) + 1, result.err
    assert all(failure["remedy"] for failure in failures)
    (skipped,) = lines_about(result, "warning: skipped in folders: ")
    assert "1 not a regular file" in skipped
    assert result.err.splitlines()[-1].startswith("qnmine: ")
    if command in WITH_OFFSETS:
        alone = qnmine(*CORPUS_COMMANDS[command], folder / GOOD)
        assert alone.rows
        assert [row for row in result.rows if row["doc"] == GOOD] == alone.rows


def test_an_archive_gives_the_rows_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    (folder / "tuoitre" / "2024").mkdir(parents=True)
    files = {"b.txt": SENTENCE, "tuoitre/2024/bài.txt": SENTENCE, "tuoitre/tin.csv": f'text\n"{SENTENCE}"\n'}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "x.zip").write_bytes(zipped(dict(reversed(files.items()))))
    (tmp_path / "x.tar.gz").write_bytes(
        gzip.compress(tarred({f"./{name}": text.encode() for name, text in files.items()}))
    )
    of_folder = qnmine("entities", "--mentions", "--csv", folder)
    assert len(of_folder.rows) > len(files)
    for name in ("x.zip", "x.tar.gz"):
        result = qnmine("entities", "--mentions", "--csv", tmp_path / name)
        assert (result.code, result.out) == (0, of_folder.out)
        before = (tmp_path / name).read_bytes()
        refused = qnmine("entities", "--csv", tmp_path / name, "-o", tmp_path / name)
        assert refused.code == 2
        assert (tmp_path / name).read_bytes() == before
