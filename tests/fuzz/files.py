"""Bytes of files that nobody wrote: each format with its structure, and mutations of it."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import warnings
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import qnmine.encodings  # noqa: F401 - makes Python know the encodings of Vietnamese
from tests.fuzz import texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "shift_jis"),
    *("cp1258", "tcvn3", "vni", "viscii"),
)

_SIGNATURES = (
    *(
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"%PDF-1.7\n",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\x00",
        b"\x28\xb5\x2f\xfd",
    ),
    *(
        b"PAR1",
        b"ustar",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfe\x00\x00",
        b"{",
        b"[",
        b"]]>",
        b"<!--",
    ),
    *(b"<!DOCTYPE html>", b"WEBVTT\n", b"1\n", b"# newdoc", b"1\t", b"text", b"&#0;", b"\x00", b"\xff"),
    *(b'"', b",", b"\t", b"\n", b"\r"),
)


def file(random: Random, kind: str) -> bytes:
    """Return the bytes of a file of a kind (its extension): well made, mutated, or noise."""
    if random.random() < 0.04:
        return random.randbytes(random.randrange(400))
    data = _MAKERS[kind](random)
    return data if random.random() < 0.3 else mutated(random, data)


def mutated(random: Random, data: bytes) -> bytes:
    """Return bytes with some of them changed, cut out, doubled, or signatures put between."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randint(0, len(made))
        size = random.choice((1, 1, 2, 4, 16, 200))
        match random.randrange(7):
            case 0 if made:
                made[at % len(made)] = random.randrange(256)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case 3:
                made[at:at] = random.choice(_SIGNATURES)
            case 4:
                made[at : at + 4] = random.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\1\0\0\0"))
            case 5:
                del made[at:]
            case _ if made:
                made[at % len(made)] ^= 1 << random.randrange(8)
    return bytes(made)


def _encoded(random: Random, text: str) -> bytes:
    encoding = "utf-8" if random.random() < 0.7 else random.choice(ENCODINGS)
    return text.encode(encoding, "replace")


def _plain(random: Random) -> bytes:
    return _encoded(random, texts.text(random))


def _delimited(random: Random, delimiter: str) -> bytes:
    buffer = io.StringIO(newline="")
    ends = random.choice(("\n", "\r\n", "\r"))
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ends, quoting=random.choice((0, 0, 1)))
    header = random.sample(("text", "id", "title", "date", "", "text", "TEXT "), random.randint(1, 4))
    if random.random() < 0.9 and "text" not in header:
        header.append("text")
    for row in (header, *([texts.text(random)[:200] for _ in header] for _ in range(random.randint(0, 4)))):
        cells = row[: random.randint(0, len(row))] if random.random() < 0.05 else row
        try:
            writer.writerow(cells)
        except csv.Error:  # what it will not write
            buffer.write("\x00" + ends)
    return _encoded(random, buffer.getvalue())


def _value(random: Random, depth: int = 0) -> object:
    kinds: tuple[Callable[[], object], ...] = (
        lambda: texts.text(random)[:100],
        lambda: random.choice((None, True, 0, -1, 1.5, 10**400, float("nan"), float("inf"))),
        lambda: [_value(random, depth + 1) for _ in range(2)] if depth < 3 else [],
        lambda: {texts.piece(random): _value(random, depth + 1)} if depth < 3 else {},
    )
    return random.choice(kinds)()


def _record(random: Random) -> object:
    if random.random() < 0.1:
        return _value(random)
    return {
        "text": texts.text(random)[:200] if random.random() < 0.9 else _value(random),
        **({"id": _value(random)} if random.random() < 0.5 else {}),
        **({texts.piece(random): _value(random)} if random.random() < 0.3 else {}),
    }


def _json_lines(random: Random) -> bytes:
    escape = random.random() < 0.5
    lines = (json.dumps(_record(random), ensure_ascii=escape) for _ in range(random.randint(0, 4)))
    return _encoded(random, random.choice(("\n", "\r\n", "\n\n")).join(lines))


def _json(random: Random) -> bytes:
    if random.random() < 0.05:
        return random.choice((b"[", b'{"a":', b"[{")) * random.choice((10, 5000))
    records = [_record(random) for _ in range(random.randint(0, 3))]
    return _encoded(random, json.dumps(records, ensure_ascii=random.random() < 0.5))


def _html(random: Random) -> bytes:
    tags = (
        "p",
        "div",
        "article",
        "script",
        "table",
        "td",
        "h1",
        "ul",
        "li",
        "b",
        "title",
        "meta",
        "svg",
        "pre",
    )
    parts = [
        "<html><head><meta charset=",
        random.choice(("utf-8", "windows-1258", "utf-7", "x")),
        "></head><body>",
    ]
    for _ in range(random.randint(0, 12)):
        tag = random.choice(tags)
        nested = random.choice((1, 1, 1, 50, 3000)) if random.random() < 0.05 else 1
        parts += [f"<{tag} class='{texts.piece(random)}'>" * nested, texts.text(random)[:300]]
        parts.append(random.choice((f"</{tag}>", "", "<!--", "-->", "<![CDATA[", "&#xD800;", "&nbsp;")))
    return _encoded(random, "".join(parts))


def _subtitles(random: Random) -> bytes:
    parts = ["WEBVTT\n\n"] if random.random() < 0.5 else []
    for number in range(random.randint(0, 5)):
        hours, minutes, seconds = (random.choice((0, 1, 59, 99)) for _ in range(3))
        times = f"{hours:02}:{minutes:02}:{seconds:02}{random.choice(',.')}005"
        parts.append(f"{number}\n{times} --> {times}\n<i>{texts.text(random)[:80]}</i>\n\n")
    return _encoded(random, "".join(parts))


def _conllu(random: Random) -> bytes:
    lines = []
    for number in range(random.randint(0, 8)):
        word = texts.piece(random)
        place = random.choice((str(number + 1), "1-2", "1.1", "x", "0"))
        misc = random.choice(("_", "SpaceAfter=No", "Start=0|End=3", "SpaceAfter"))
        lines.append("\t".join((place, word, "_", "NOUN", "N", "_", "0", "root", "_", misc)))
        lines.append(random.choice(("", f"# text = {word}", "# newdoc id = x", "# sent_id = 1", "# newpar")))
    return _encoded(random, "\n".join(lines))


@cache
def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Tiêu đề", 1)
    document.add_paragraph(texts.seeds()[0][:500])
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Quảng Ninh"
    return _saved(document.save)


@cache
def _xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["id", "text"], ["a", texts.seeds()[0][:300]], [2, "Hạ Long"], [None, 1.5]):
        book.active.append(row)
    return _saved(book.save)


@cache
def _parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"id": ["a", None], "text": [texts.seeds()[0][:300], "Hạ Long"]})
    return _saved(lambda stream: pyarrow.parquet.write_table(table, stream))


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _pdf(random: Random) -> bytes:
    """The smallest document with a page of text; readers mend the missing table of objects."""
    shown = texts.text(random)[:80].encode("ascii", "replace").replace(b"(", b"").replace(b")", b"")
    content = b"BT /F1 12 Tf 72 700 Td (" + shown + b") Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj%b endobj\n" % one for one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def _member(random: Random) -> tuple[str, bytes]:
    kind = random.choice(("txt", "csv", "jsonl", "html"))
    name = random.choice(
        ("a", "../../b", "/c", "d/e", "Hạ Long", "x" * 200, "", "a\x00b", "\udcff", "..", "C:\\f")
    )
    return f"{name}.{kind}", _MAKERS[kind](random)


def _zip(random: Random) -> bytes:
    stream = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(stream, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive,
    ):
        warnings.simplefilter("ignore")  # of two members with one name, which is what we want
        for name, data in (_member(random) for _ in range(random.randint(0, 3))):
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), data)
    return stream.getvalue()


def _tar(random: Random) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in (_member(random) for _ in range(random.randint(0, 3))):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            entry.type = random.choice((tarfile.REGTYPE, tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE))
            entry.linkname = "/etc/passwd"
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def _compressed(random: Random, compress: Callable[[bytes], bytes]) -> bytes:
    data = _plain(random)
    return compress(data) + (compress(data) if random.random() < 0.2 else b"")


_MAKERS: dict[str, Callable[[Random], bytes]] = {
    "txt": _plain,
    "csv": lambda random: _delimited(random, random.choice(",;\t|")),
    "tsv": lambda random: _delimited(random, "\t"),
    "json": _json,
    "jsonl": _json_lines,
    "html": _html,
    "srt": _subtitles,
    "vtt": _subtitles,
    "conllu": _conllu,
    "docx": lambda _: _docx(),
    "xlsx": lambda _: _xlsx(),
    "parquet": lambda _: _parquet(),
    "pdf": _pdf,
    "zip": _zip,
    "tar": _tar,
    "tar.gz": lambda random: gzip.compress(_tar(random), mtime=0),
    "txt.gz": lambda random: _compressed(random, lambda data: gzip.compress(data, mtime=0)),
    "csv.bz2": lambda random: _compressed(random, bz2.compress),
    "jsonl.xz": lambda random: _compressed(random, lzma.compress),
}

ARCHIVES = ("zip", "tar", "tar.gz", "txt.gz", "csv.bz2", "jsonl.xz")
"""The kinds that hold others."""

FILES = tuple(kind for kind in _MAKERS if kind not in ARCHIVES)
