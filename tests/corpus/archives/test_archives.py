"""Zip and tar archives: their members are read as the files of a folder are, whatever they are called."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.loading import load, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.corpus.loading import Loaded

Content = str | bytes
UNPACK = "unpack the archive, and name the folder"

FILES: dict[str, Content] = {
    "b.txt": "Hạ Long",
    "B/z.csv": "text,y\nmột,1\nhai,2\n",
    "tuoitre/2024/đ.txt": "Hà Nội",
    "tuoitre/2024/a.txt.gz": gzip.compress("nén".encode()),
    "tuoitre/a.jsonl": '{"text": "ba"}\n',
    "anh.jpg": b"\xff\xd8",
    ".an/x.txt": "ẩn",
}
IDS = ["B/z.csv:1", "B/z.csv:2", "b.txt", "tuoitre/2024/a.txt.gz", "tuoitre/2024/đ.txt", "tuoitre/a.jsonl:1"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def data_of(content: Content) -> bytes:
    return content.encode() if isinstance(content, str) else content


def zipped(
    members: Iterable[tuple[str | zipfile.ZipInfo, Content]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, data_of(content))
    return file.getvalue()


def tarred(members: Iterable[tuple[str | tarfile.TarInfo, Content]]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(data_of(content)) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(data_of(content)))
    return file.getvalue()


def zstd(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(data))


def told(loaded: Loaded) -> list[str]:
    return [str(error) for error in loaded.errors]


def walked(files: dict[str, Content]) -> Sequence[tuple[str, Content]]:
    return sorted(files.items(), key=lambda item: item[0].split("/"))


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("x.zip", None),
        ("x.zip.gz", None),
        ("x.tar", bytes),
        ("x.tar.gz", gzip.compress),
        ("x.TGZ", gzip.compress),
        ("x.tbz2", bz2.compress),
        ("x.txz", lzma.compress),
        ("x.tar.zst", zstd),
    ],
)
def test_a_lone_archive_is_read_like_its_folder(name: str, pack: type[bytes] | None) -> None:
    write("d", FILES)
    backwards = list(reversed(FILES.items()))
    content = zipped(backwards) if pack is None else pack(tarred(walked(FILES)))
    write(".", {name: gzip.compress(content) if name.endswith(".zip.gz") else content})
    folder, archive = load("d"), load(name)
    assert archive.pairs == folder.pairs
    assert archive.ids == IDS
    assert archive.errors == []
    assert archive.warnings == [
        "skipped in archives: 1 of unknown type (.jpg; for example anh.jpg), 1 hidden"
    ]
    assert archive.corpus.total_bytes == archive.corpus.bytes_read == Path(name).stat().st_size
    assert [document.id for document in archive.corpus] == IDS, "read anew"


def test_members_of_one_archive_among_others_are_called_by_it() -> None:
    write("d", {"a.txt": "", "t/tin.zip": zipped([("x/b.txt", ""), ("c.csv", "text\nm\n")]), "z.txt": ""})
    assert load("d").ids == ["a.txt", "t/tin.zip/c.csv:1", "t/tin.zip/x/b.txt", "z.txt"]
    assert load("d/a.txt", "d/t/tin.zip").ids == ["a.txt", "t/tin.zip/c.csv:1", "t/tin.zip/x/b.txt"]
    assert load("d/t/*.zip").ids == ["c.csv:1", "x/b.txt"]


@pytest.mark.parametrize("pack", [None, bytes, gzip.compress])
def test_an_archive_that_nothing_calls_one_is_seen_by_its_content(pack: type[bytes] | None) -> None:
    content = zipped(FILES.items()) if pack is None else pack(tarred(walked(FILES)))
    write(".", {"x.dat": content})
    assert load(stdin=content).ids == IDS
    assert load("x.dat").ids == IDS
    piped = load("-", "x.dat", stdin=content)
    assert piped.ids == [f"{name}/{doc}" for name in ("-", "x.dat") for doc in IDS]
    assert piped.errors == []
    assert load("x.dat", format="lines").corpus.inputs == (Path("x.dat"),)
    assert all(error.startswith("x.dat") for error in load("x.dat", format="lines").failures)


def test_an_office_document_that_nothing_calls_one_is_no_archive() -> None:
    loaded = load(stdin=zipped([("[Content_Types].xml", ""), ("a.txt", "x")]))
    assert loaded.documents == []
    assert "is not text but a ZIP or Office file" in told(loaded)[0]


def test_the_members_of_a_tar_archive_come_as_they_stand_there() -> None:
    write(".", {"x.tar": tarred([("b.txt", "hai"), ("a.txt", "một")])})
    assert load("x.tar").ids == ["b.txt", "a.txt"]


def test_the_format_option_names_that_of_the_members() -> None:
    members: list[tuple[str, Content]] = [("a.txt", "m\nh\n"), ("KHONG", "k"), ("b.pdf", b"%PDF")]
    write(".", {"x.zip": zipped(members), "x.tar": tarred(members)})
    for name in ("x.zip", "x.tar"):
        loaded = load(name, format="lines")
        assert loaded.pairs == [("a.txt:1", "m"), ("a.txt:2", "h")]
        assert loaded.warnings == [
            "skipped in archives: 2 of unknown type (no extension, .pdf; for example KHONG, b.pdf)"
        ]


def test_workbooks_and_parquet_files_in_archives() -> None:
    parquet, openpyxl = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("openpyxl")
    pyarrow = pytest.importorskip("pyarrow")
    table = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": ["một", "hai"]}), table)
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append(["ba"])
    sheet = io.BytesIO()
    book.save(sheet)
    members: list[tuple[str, Content]] = [("a.parquet", table.getvalue()), ("b.xlsx", sheet.getvalue())]
    write(".", {"x.zip": zipped(members), "x.tar": tarred(members)})
    expected = [("a.parquet:1", "một"), ("a.parquet:2", "hai"), ("b.xlsx:1", "ba")]
    assert load("x.zip").pairs == load("x.tar").pairs == expected


@pytest.mark.parametrize(
    ("name", "doc"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\nb.txt", "a\nb.txt"),
        (unicodedata.normalize("NFD", "Quảng Ninh.txt"), "Quảng Ninh.txt"),
        ("ổ" * 80 + ".txt", "ổ" * 80 + ".txt"),
    ],
)
def test_names_are_only_names(name: str, doc: str) -> None:
    write("d", {"x.zip": zipped([(name, "x")]), "x.tar": tarred([(name, "x")])})
    for archive in ("d/x.zip", "d/x.tar"):
        assert load(archive).ids == [doc]
    assert sorted(path.name for path in Path().rglob("*")) == ["d", "x.tar", "x.zip"], "nothing is written"


def test_names_of_zip_members_in_other_encodings() -> None:
    back = zipfile.ZipInfo("tuoitre\\2024\\a.txt")
    back.create_system = 0
    unflagged = bytearray(zipped([("Quảng.txt", "x")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        unflagged[unflagged.index(mark) + place + 1] &= ~0x08
    old = bytes(unflagged).replace("Quảng".encode(), b"Qu\x82ng\xff\xff")
    lying = zipped([("Quảng.txt", "x")]).replace("ả".encode(), b"\xff\xff\xff")
    write(".", {"b.zip": zipped([(back, "x")]), "u.zip": bytes(unflagged), "o.zip": old, "l.zip": lying})
    assert load("b.zip").ids == ["tuoitre/2024/a.txt"]
    assert load("u.zip").ids == ["Quảng.txt"], "UTF-8 without the flag that says so"
    assert load("o.zip").ids == ["Quéng\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}.txt"], "code page 437"
    assert told(load("l.zip")) == [f"l.zip: has a name that is not UTF-8, though it says so; {UNPACK}"]


def test_names_of_tar_members_that_are_not_utf8() -> None:
    write(".", {"x.tar": tarred([("\udcff\udcfe.txt", "x")])})
    assert load("x.tar").ids == ["\ufffd\ufffd.txt"]


def linked(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def test_what_is_no_file_in_a_tar_archive() -> None:
    members: list[tuple[str | tarfile.TarInfo, Content]] = [
        ("a.txt", "một"),
        (linked("l.txt", tarfile.SYMTYPE, "/etc/passwd"), ""),
        (linked("h.txt", tarfile.LNKTYPE, "a.txt"), ""),
        (linked("d.txt", tarfile.CHRTYPE), ""),
        (linked("p.txt", tarfile.FIFOTYPE), ""),
        (linked("t.txt", tarfile.DIRTYPE), ""),
        ("./a.txt", "hai"),
        ("b.tar.gz", "x"),
        ("z.txt", "ba"),
    ]
    write(".", {"x.tar": tarred(members)})
    loaded = load("x.tar")
    assert loaded.pairs == [("a.txt", "một"), ("z.txt", "ba")]
    assert told(loaded) == [
        f"l.txt: is a link to /etc/passwd; {UNPACK}",
        f"h.txt: is a link to a.txt; {UNPACK}",
        f"a.txt: stands in the archive more than once; the first is read; {UNPACK}",
        f"b.tar.gz: is an archive within an archive; {UNPACK}",
    ]
    assert loaded.warnings == ["skipped in archives: 2 not a regular file (pipe, socket, device)"]


def patched(data: bytes, place: int, value: int) -> bytes:
    """Return a zip archive with a byte of its first directory entry changed."""
    changed = bytearray(data)
    changed[changed.index(b"PK\x01\x02") + place] = value
    return bytes(changed)


def test_what_cannot_be_read_of_a_zip_archive_is_told_and_the_rest_is_read() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    good = zipped([("a.txt", "Hạ Long"), ("b.txt", "Hà Nội")], zipfile.ZIP_STORED)
    cases = {
        "encrypted.zip": (patched(good, 8, 1), "is encrypted; unpack the archive with its password"),
        "method.zip": (patched(good, 10, 9), f"is packed with Deflate64, which is not read here; {UNPACK}"),
        "unknown.zip": (patched(good, 10, 77), f"is packed with method 77, which is not read here; {UNPACK}"),
        "crc.zip": (
            good.replace("Hạ Long".encode(), "Hạ Lonh".encode()),
            "is damaged: its checksum is wrong",
        ),
        "link.zip": (zipped([(link, "/etc/passwd"), ("b.txt", "Hà Nội")]), f"is a link; {UNPACK}"),
        "header.zip": (patched(good, 42, 3), "is damaged (Bad magic number for file header)"),
        "nested.zip": (
            zipped([("a.zip", good), ("b.txt", "Hà Nội")]),
            f"is an archive within an archive; {UNPACK}",
        ),
    }
    for name, (data, message) in cases.items():
        write(".", {name: data})
        loaded = load(name)
        assert loaded.pairs == [("b.txt", "Hà Nội")], name
        (error,) = told(loaded)
        assert error.startswith(("a.txt: ", "a.zip: "))
        assert error[7:].startswith(message), name


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_zip_members_of_one_name() -> None:
    write(".", {"x.zip": zipped([("a.txt", "một"), ("a.txt", "hai")])})
    loaded = load("x.zip")
    assert loaded.texts == ["một"]
    assert told(loaded) == [f"a.txt: stands in the archive more than once; the first is read; {UNPACK}"]


ZIP = zipped([("a.txt", "Hạ Long"), ("b.txt", "Hà Nội")])
TAR = tarred([("a.txt", "Hạ Long"), ("b.txt", "Hà Nội")])
ANEW = "fetch or pack the archive anew"
MEND = "is no zip archive, or is cut short; fetch it anew, or mend it: zip -FF x.zip --out y.zip"


@pytest.mark.parametrize(
    ("name", "data", "read", "message"),
    [
        ("x.zip", b"", 0, f"is empty, and no zip archive; {ANEW}"),
        ("x.zip", b"Ha Long", 0, MEND),
        ("x.zip", ZIP[:-30], 0, MEND),
        ("x.zip", zipped([]), 0, "has no file to read; known extensions are .txt "),
        ("x.tar", b"", 0, f"is empty, and no tar archive; {ANEW}"),
        ("x.tar", b"Ha Long " * 100, 0, f"is no tar archive, or is damaged; {ANEW}"),
        ("x.tar", b"Ha Long", 0, f"is no tar archive, or is damaged; {ANEW}"),
        ("x.tar", TAR[:1024], 1, "ends without the mark of its end, so that it may be cut short; unpack"),
        ("x.tar", TAR[:1100], 1, "is damaged: what follows its last member is no header; fetch"),
        ("x.tar", TAR[:1540], 1, f"is cut short; {ANEW}"),
        ("x.tar", TAR[:1024] + b"x" * 512 + TAR[1536:], 1, "is damaged: what follows its last member"),
        ("x.tar", TAR + TAR, 2, "goes on after the mark of its end, as archives do that were joined"),
        ("x.tar", tarred([]), 0, "has no file to read; known extensions are .txt "),
        ("x.tgz", gzip.compress(TAR)[:-6], 2, "is cut short: the compressed data end too early; fetch"),
        ("x.tgz", gzip.compress(TAR)[:-8] + bytes(8), 2, "is damaged: the compressed data are broken; fetch"),
        ("x.tgz", TAR, 0, "does not hold gzip data; give it the extension of what it holds"),
        ("x.tar.zst", b"xxxx", 0, "does not hold zstd data; give it the extension of what it holds"),
    ],
)  # fmt: skip
def test_a_damaged_archive_is_told_after_what_could_be_read(
    name: str, data: bytes, read: int, message: str
) -> None:
    write(".", {name: data})
    loaded = load(name)
    assert loaded.ids == ["a.txt", "b.txt"][:read]
    assert loaded.warnings == []
    assert any(error.startswith(f"{name}: {message}") for error in told(loaded)), told(loaded)
    assert len(loaded.errors) == 1 + (len(data) == 1540)  # the member that is cut short is told as well


def test_rows_before_the_damage_in_a_member_are_kept() -> None:
    rows = "text\n" + "".join(f"dòng {number} {number**9}\n" for number in range(20_000))
    data = bytearray(zipped([("a.csv", rows), ("b.txt", "Hà Nội")], zipfile.ZIP_STORED))
    data[data.index(b"19999 ")] ^= 1
    write(".", {"x.zip": bytes(data)})
    loaded = load("x.zip")
    assert 15_000 < len(loaded.documents) < 20_000
    assert loaded.ids[-1] == "b.txt"
    assert told(loaded) == [f"a.csv: is damaged: its checksum is wrong; {ANEW}"]


def test_an_archive_of_nothing_readable_says_what_it_left_out() -> None:
    write(".", {"x.zip": zipped([("a.jpg", "x"), (".b.txt", "x")])})
    loaded = load("x.zip")
    assert loaded.warnings == []
    (error,) = told(loaded)
    left_out = "(skipped in archives: 1 of unknown type (.jpg; for example a.jpg), 1 hidden)"
    assert error.startswith(f"x.zip: has no file to read {left_out}; known extensions are")


def test_a_missing_package_is_that_members_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.formats.find_spec", lambda _: None)
    write(
        ".",
        {"x.zip": zipped([("a.parquet", "x"), ("b.txt.zst", b"\x28\xb5\x2f\xfdxxxxxx"), ("c.txt", "ba")])},
    )
    loaded = load("x.zip")
    assert loaded.ids == ["c.txt"]
    assert told(loaded) == [
        'a.parquet: is parquet, which needs an optional package; pip install "qnmine[parquet]"',
        'b.txt.zst: is compressed with zstd, which needs an optional package; pip install "qnmine[zst]"',
    ]


PARTS = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12)


@given(
    st.dictionaries(st.lists(PARTS, min_size=1, max_size=3).map("/".join), st.text(max_size=20), max_size=5)
)
def test_any_names_give_documents_that_can_be_named(files: dict[str, str]) -> None:
    for pack, name in ((zipped, "x.zip"), (tarred, "x.tar")):
        write(".", {name: pack((f"{path}.txt", text) for path, text in files.items())})
        loaded = load(name)
        for document in loaded.documents:
            document.id.encode()
            assert not set(document.id.split("/")) & {"", ".", ".."}
            assert document.text.encode() in {text.encode() for text in files.values()}
        assert all("\n" not in str(error) for error in loaded.errors)


@given(st.data())
def test_any_damage_is_an_error_or_harmless(data: st.DataObject) -> None:
    for name, good in (("x.zip", ZIP), ("x.tar", TAR), ("x.tgz", gzip.compress(TAR, mtime=0))):
        changed = bytearray(good)
        for _ in range(data.draw(st.integers(1, 4))):
            changed[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
        write(".", {name: bytes(changed[: data.draw(st.integers(0, len(good)))])})
        loaded = load(name)
        assert all("\n" not in line for line in [*told(loaded), *loaded.warnings])


def test_a_zip_archive_whose_directory_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.archives.limits.MOST_MEMBERS", 10)
    many = [(f"{number}.txt", "x") for number in range(11)]
    write(".", {"x.zip": zipped(many), "y.zip": zipped(many[:10])})
    assert told(load("x.zip")) == ["x.zip: has more than 10 members; unpack it, and name the folder"]
    assert len(load("y.zip").documents) == 10


def test_entries_that_share_their_data() -> None:
    data = zipped([("a.txt", "Hạ Long"), ("b.txt", "Hà Nội")], zipfile.ZIP_STORED)
    second = data.rindex(b"PK\x01\x02")
    shared = data[: second + 42] + struct.pack("<L", 5) + data[second + 46 :]
    write(".", {"x.zip": shared})
    (error,) = told(load("x.zip"))
    assert error.startswith("x.zip: has members that overlap, as a decompression bomb does; ")
