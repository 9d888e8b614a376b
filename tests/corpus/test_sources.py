"""What a path may lead to: bombs, pipes nobody writes to, devices, files that change, strange folders."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import socket
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.corpus import files, open_corpus
from qnmine.corpus.archives import limits
from qnmine.corpus.archives.limits import DamagedError, check_unpacked
from tests.corpus.loading import load, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.errors import DocumentError
    from tests.corpus.loading import Loaded

FREE = 1 << 20
BOMB = (
    "unpacks to more than 200 times its size, as a decompression bomb does; "
    "unpack it yourself if you trust it"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def _little_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make bombs of a few MiB as bad as large ones are."""
    monkeypatch.setattr(limits, "FREE", FREE)


def told(loaded: Loaded) -> list[str]:
    return [str(error) for error in loaded.errors]


def zstd(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(data))


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gz", gzip.compress),
    ("bz2", bz2.compress),
    ("xz", lzma.compress),
    ("zst", zstd),
]


@pytest.mark.usefixtures("_little_is_free")
@pytest.mark.parametrize(("extension", "pack"), PACKERS)
def test_what_unpacks_to_too_much_is_refused(extension: str, pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(bytes(3 * FREE))
    write(".", {f"d/a.txt.{extension}": bomb, "d/b.txt": "Hạ Long", f"d/c.csv.{extension}": bomb})
    loaded = load("d")
    assert loaded.pairs == [("b.txt", "Hạ Long")]
    first, second = told(loaded)
    assert first == f"a.txt.{extension}: {BOMB}"
    assert second == f"c.csv.{extension}: {BOMB}"
    assert told(load(stdin=bomb)) == [f"-: {BOMB}"]


@pytest.mark.usefixtures("_little_is_free")
@pytest.mark.parametrize(("extension", "pack"), PACKERS)
def test_what_unpacks_to_much_is_read_if_it_is_that_large_itself(
    extension: str, pack: Callable[[bytes], bytes]
) -> None:
    text = "".join(f"{number**40:x}\n" for number in range(1000)) + " " * 2 * FREE
    write(".", {f"a.txt.{extension}": pack(text.encode())})
    assert load(f"a.txt.{extension}").texts == [text]


def test_repeated_text_of_the_usual_size_is_no_bomb() -> None:
    text = "Ông Phạm Văn Thể thăm TP. Hạ Long ngày 25/6/2024. " * 100_000
    packed = lzma.compress(text.encode())
    assert len(text.encode()) > 1000 * len(packed)
    assert load(stdin=packed).texts == [text]


@pytest.mark.usefixtures("_little_is_free")
def test_archives_that_unpack_to_too_much() -> None:
    zeros = bytes(2 * FREE)
    good = "Hạ Long".encode()
    bombs = {f"{number}.txt": bytes(FREE // 2) for number in range(8)}
    inside = {f"{number}.txt.gz": gzip.compress(bytes(3 * FREE // 4)) for number in range(4)}
    cases = {
        "one.zip": (zipped({"a.txt": good, "b.txt": zeros, "z.txt": good}), ["a.txt", "z.txt"], "b.txt"),
        "bz2.zip": (zipped({"b.txt": zeros, "z.txt": good}, zipfile.ZIP_BZIP2), ["z.txt"], "b.txt"),
        "xz.zip": (zipped({"b.txt": zeros, "z.txt": good}, zipfile.ZIP_LZMA), ["z.txt"], "b.txt"),
        "many.zip": (zipped(bombs), [], "many.zip"),
        "inside.zip": (zipped({**inside, "z.txt": good}), ["0.txt.gz"], "1.txt.gz"),
    }
    for name, (data, ids, culprit) in cases.items():
        write(".", {name: data})
        loaded = load(name)
        assert loaded.ids == ids
        assert told(loaded)[0].startswith(f"{culprit}: unpacks to ")
    assert "inside.zip: is read no further, since it unpacks to too much; " in told(load("inside.zip"))[1]


@pytest.mark.usefixtures("_little_is_free")
def test_a_large_archive_from_a_pipe_is_no_bomb() -> None:
    text = "".join(f"{number**40:x}\n" for number in range(15_000))
    data = zipped({f"{number}.txt": text.encode() for number in range(5)})
    loaded = load(stdin=data)
    assert loaded.errors == []
    assert loaded.texts == [text] * 5
    assert sum(map(len, loaded.texts)) > 2 * FREE


@pytest.mark.usefixtures("_little_is_free")
def test_a_zip_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(zipped({"a.txt": bytes(2 * FREE)}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (1000).to_bytes(4, "little")
    write(".", {"x.zip": bytes(data)})
    assert told(load("x.zip")) == ["a.txt: is damaged: its checksum is wrong; fetch or pack the archive anew"]
    with pytest.raises(DamagedError, match="unpacks to"):
        check_unpacked(io.BytesIO(data))


@pytest.mark.usefixtures("_little_is_free")
def test_workbooks_that_unpack_to_too_much() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["text"])
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(8 * FREE))
    write(".", {"a.xlsx": file.getvalue()})
    assert told(load("a.xlsx")) == [f"a.xlsx: {BOMB}"]
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        data = zipped({"a.xml": bytes(64 * FREE), "b.bin": os.urandom(2000)}, method)
        with pytest.raises(DamagedError, match="unpacks to"):
            check_unpacked(io.BytesIO(data))


def test_checking_a_document_keeps_the_place_and_lets_pass_what_is_no_archive() -> None:
    for data in (b"", b"PK\x03\x04", bytes(200_000), zipped({"a": os.urandom(200_000)})):
        file = io.BytesIO(data)
        file.seek(len(data) // 2)
        check_unpacked(file)
        assert file.tell() == len(data) // 2


def test_an_error_of_damage_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(DamagedError("is broken", "mend it")))
    assert (str(error), error.reason, error.remedy) == ("is broken; mend it", "is broken", "mend it")


def test_one_text_may_not_be_larger_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.streams.LARGEST", FREE)
    write(".", {"a.txt": "a" * FREE, "b.txt": "a" * (FREE + 1), "c.txt": "c"})
    loaded = load("a.txt", "b.txt", "c.txt")
    assert loaded.ids == ["a.txt", "c.txt"]
    (error,) = told(loaded)
    assert error.startswith("b.txt: is larger than 1 MiB, too large for one text; split it, or read it line")
    assert load("b.txt", format="lines").texts == ["a" * (FREE + 1)]


NEEDS_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@NEEDS_PIPES
@pytest.mark.parametrize("input_format", ["text", "csv", "jsonl", "parquet"])
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    input_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    os.mkfifo("p")
    write(".", {"a.txt": "text\nx\n"})
    loaded = load("p", "a.txt", format=input_format)
    assert "p: is a named pipe that nobody writes to; start its writer first, or pipe the text in" in told(
        loaded
    )
    assert load("p").failures == ["p"]


@NEEDS_PIPES
@pytest.mark.parametrize(("pieces", "rows"), [([], 0), ([b"text\nm\xe1\xbb\x99", b"t\nhai\n"], 2)])
def test_a_pipe_whose_writer_is_there_is_waited_for(
    pieces: list[bytes], rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    os.mkfifo("p")
    reading = os.open("p", os.O_RDONLY | os.O_NONBLOCK)  # so that the writer is there before qnmine
    writing = os.open("p", os.O_WRONLY)
    os.close(reading)

    def slowly() -> None:
        for piece in pieces:
            time.sleep(0.2)
            os.write(writing, piece)
        time.sleep(0.2)
        os.close(writing)

    writer = threading.Thread(target=slowly)
    writer.start()
    loaded = load("p", format="csv")
    writer.join()
    assert loaded.texts == ["một", "hai"][:rows]
    assert loaded.errors == []


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs the devices of Unix")
def test_devices_and_sockets_are_refused_and_the_empty_one_is_empty() -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.txt")
        write(".", {"a.txt": "x"})
        loaded = load("/dev/zero", "s.txt", "a.txt", "/dev/null")
    assert [error.reason for error in loaded.errors] == ["is a device, not a file", "is a socket, not a file"]
    assert all(error.remedy for error in loaded.errors)
    assert loaded.texts == ["x", ""]
    Path("z.txt").symlink_to("/dev/zero")
    assert load("z.txt").failures == ["z.txt"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_files_without_a_size_are_read() -> None:
    assert load("/proc/self/status").texts[0].startswith("Name:")


def read_while(change: Callable[[], object]) -> tuple[int, list[str], list[str]]:
    """Read a large file that is changed after its first row; return the rows, errors and warnings."""
    rows = "text\n" + "Hạ Long\n" * 100_000
    write(".", {"a.csv": rows})
    errors: list[DocumentError] = []
    warnings: list[str] = []
    corpus = open_corpus(["a.csv"], on_error=errors.append, on_warning=warnings.append)
    count = 0
    for _ in corpus:
        count += 1
        if count == 1:
            change()
    return count, [str(error) for error in errors], warnings


CHANGED = "a.csv changed while being read; run again when nothing writes there"


def test_a_file_that_grows_is_read_up_to_where_it_ended() -> None:
    def grow() -> None:
        with Path("a.csv").open("a", encoding="utf-8") as file:
            file.write("Hà Nội\n" * 10)

    assert read_while(grow) == (100_000, [], [CHANGED])


def test_a_file_that_shrinks_is_an_error_after_its_rows() -> None:
    count, errors, warnings = read_while(lambda: os.truncate("a.csv", 500_000))
    assert 0 < count < 60_000
    assert errors == ["a.csv: was cut short while it was read; read it again when nothing writes to it"]
    assert warnings == [CHANGED]


def test_a_file_that_is_replaced_is_read_as_it_was() -> None:
    write(".", {"new": "text\nkhác\n"})
    assert read_while(lambda: Path("new").replace("a.csv")) == (100_000, [], [CHANGED])


def test_a_file_that_is_taken_away_is_read_as_it_was() -> None:
    assert read_while(lambda: Path("a.csv").unlink()) == (100_000, [], [])


def test_many_changed_files_are_told_on_one_line() -> None:
    write("d", {f"{number}.txt": "x" for number in range(5)})
    warnings: list[str] = []
    corpus = open_corpus(["d"], format="lines", on_warning=warnings.append)
    for number, _ in enumerate(corpus):
        os.utime(f"d/{number}.txt", ns=(1, 1))
    assert warnings == [
        "5 files changed while being read, for example 0.txt; run again when nothing writes there"
    ]


def test_strange_folders() -> None:
    write("d", {"a\nb.txt": "x", "ổ" * 80 + ".txt": "x", "k/\u202etxt.txt": "x"})
    Path("d/vong").symlink_to(Path("d").absolute())
    Path("d/k/vong").symlink_to(Path("d/k").absolute())
    Path("d/mat.txt").symlink_to("khong-co")
    Path("d/tu.txt").symlink_to("tu.txt")
    loaded = load("d")
    assert loaded.ids == ["a\nb.txt", "k/\u202etxt.txt", "ổ" * 80 + ".txt"]
    assert len(loaded.errors) == 2
    assert told(loaded)[0] == "mat.txt: is a link that leads nowhere; delete it, or lead it to a file"
    assert told(loaded)[1].startswith("tu.txt: ")


def test_a_folder_deeper_than_a_path_may_be_long() -> None:
    write("d", {"a.txt": "x"})
    home = Path.cwd()
    os.chdir("d")
    try:
        for _ in range(30):
            Path("t" * 200).mkdir()
            os.chdir("t" * 200)
    finally:
        os.chdir(home)
    loaded = load("d")
    assert loaded.ids == ["a.txt"]
    (error,) = loaded.errors
    assert error.reason == "cannot be listed (File name too long)"


def test_many_empty_files() -> None:
    Path("d").mkdir()
    for number in range(3000):
        Path(f"d/{number:05}.txt").touch()
    assert len(load("d").documents) == 3000


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the users of Unix")
def test_what_may_not_be_read() -> None:
    write("d", {"a.txt": "x", "k/b.txt": "x", "z.txt": "x"})
    for path in ("d/a.txt", "d/k"):
        Path(path).chmod(0)
    for path in (".", "d"):
        Path(path).chmod(0o755)
    Path("d/z.txt").chmod(0o644)
    load("d/z.txt")  # imports what it takes
    Path("d/y.txt").symlink_to(Path("d/k/b.txt").absolute())
    user = os.geteuid()
    if user == 0:  # who may read everything
        os.seteuid(65534)
    try:
        loaded, linked = load("d"), load("d/y.txt")
    finally:
        os.seteuid(user)
        Path("d/k").chmod(0o700)
    assert loaded.texts == ["x"]
    assert [(Path(error.name).name, error.reason) for error in loaded.errors] == [
        ("a.txt", "cannot be read (Permission denied)"),
        ("k", "cannot be listed (Permission denied)"),
        ("y.txt", "cannot be read (Permission denied)"),
    ]
    assert told(linked) == ["y.txt: cannot be read (Permission denied)"]
