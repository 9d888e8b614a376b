"""Every command on the same difficult inputs: no crash, the right exit code, exact offsets."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import COLUMNS, CORPUS_COMMANDS, WITH_OFFSETS, qnmine

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = (
    "Ông Phạm Văn Thể, Chủ tịch UBND tỉnh Quảng Ninh, thăm TP. Hạ Long ngày 25/6/2024, trao 2 tỷ đồng. "
    "Dân vui."
)

READABLE: dict[str, bytes] = {
    "empty": b"",
    "only spaces": b"  \t \n\n \xc2\xa0 \n",
    "one letter": b"a",
    "one line": SENTENCE.encode(),
    "NFD": unicodedata.normalize("NFD", SENTENCE).encode(),
    "BOM": b"\xef\xbb\xbf" + SENTENCE.encode(),
    "CRLF": f"Tỉnh Quảng Ninh\r\n\r\n{SENTENCE}\r\n".encode(),
    "emoji": "Chào 👋🏽 bạn 👨‍👩‍👧 ở Hạ Long 🇻🇳!".encode(),
    "zero width": "Quảng\u200b Ninh\u200d và\ufeff Hạ\u00ad Long".encode(),
    "only combining marks": ("\u0301\u0323" * 50).encode(),
    "NUL and controls": b"Qu\xe1\xba\xa3ng\x00 Ninh\x1b[31m \x07 H\xe1\xba\xa1 Long",
    "right to left": "Hạ Long \u202eدنيا مرحبا\u202c Quảng Ninh".encode(),
    "a word of 10,000 letters": ("ă" * 10_000).encode(),
    "misplaced tone mark": "Đaị biểu hoà bình Thuỵ Sĩ".encode(),
    "html": b"<script>alert(1)</script> <b>H\xe1\xba\xa1 Long</b> =1+1 @SUM(A1)",
    "no final stop": "TIN QUẢNG NINH\nHạ Long đón khách…".encode(),
}


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_readable_inputs_give_rows_with_exact_offsets(command: str, tmp_path: Path) -> None:
    for number, data in enumerate(READABLE.values()):
        (tmp_path / f"{number:02}.txt").write_bytes(data)
    result = qnmine(*CORPUS_COMMANDS[command], tmp_path)
    assert result.code == 0, result.err
    assert result.header == COLUMNS[command]
    assert result.errors == []
    assert result.err.splitlines()[-1].startswith(f"qnmine: {len(READABLE)} documents, 0 failed, ")
    if command in WITH_OFFSETS:
        texts = [data.decode("utf-8-sig") for data in READABLE.values()]
        assert result.rows
        for row in result.rows:
            text = texts[int(row["doc"][:2])]
            assert text[int(row["start"]) : int(row["end"])] == row["text"]


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
@pytest.mark.parametrize("name", ["empty", "only spaces", "one letter", "NUL and controls"])
def test_one_difficult_input_on_stdin(command: str, name: str) -> None:
    result = qnmine(*CORPUS_COMMANDS[command], "-", stdin=READABLE[name])
    assert result.code == 0, result.err
    assert result.header == COLUMNS[command]
    # What is asked for and not there is told.
    assert [line for line in result.err.splitlines() if "does not occur" not in line] == []


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_a_megabyte_in_one_line(command: str, tmp_path: Path) -> None:
    line = (SENTENCE.replace(".", ",") + " ") * 10_500
    assert len(line.encode()) > 1_000_000
    path = tmp_path / "long.txt"
    path.write_text(line, encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], path)
    assert result.code == 0, result.err
    if command in WITH_OFFSETS:
        assert all(line[int(row["start"]) : int(row["end"])] == row["text"] for row in result.rows)


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_nfd_gives_the_rows_of_nfc(command: str, tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "d").mkdir()
    (tmp_path / "c" / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "d" / "x.txt").write_text(unicodedata.normalize("NFD", SENTENCE), encoding="utf-8")
    composed = qnmine(*CORPUS_COMMANDS[command], tmp_path / "c").rows
    decomposed = qnmine(*CORPUS_COMMANDS[command], tmp_path / "d").rows
    assert composed
    as_decoded = {"start", "end", *(("characters",) if command == "corpus" else ())}
    for row, other in zip(composed, decomposed, strict=True):
        for column in row.keys() - as_decoded:
            assert unicodedata.normalize("NFC", other[column]) == row[column]


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_bad_files_are_named_and_the_rest_goes_on(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Qu\xb6ng Ninh \xff\xfe")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "c.csv").write_text("title,body\nx,y\n", encoding="utf-8")
    (tmp_path / "d.jsonl").write_text('{"text": "Hạ Long"}\n{"text": \n', encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], tmp_path)
    assert result.code == 3
    undecodable, columnless, broken = result.errors
    assert "a.txt" in undecodable
    assert "--encoding" in undecodable
    assert "c.csv" in columnless
    assert "title, body" in columnless
    assert "d.jsonl:2" in broken
    assert result.err.splitlines()[-1].startswith("qnmine: 2 documents, 3 failed, ")
    assert result.rows
    table = tmp_path / "errors.csv"
    again = qnmine(*CORPUS_COMMANDS[command], tmp_path / "a.txt", tmp_path / "b.txt", "--errors", table)
    assert again.code == 3
    assert table.read_text(encoding="utf-8").startswith("name,reason,remedy\na.txt,")


@pytest.mark.parametrize("command", CORPUS_COMMANDS)
def test_strict_stops_at_the_first_failure_and_leaves_the_old_output(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    result = qnmine(*CORPUS_COMMANDS[command], tmp_path / "a.txt", "--strict", "-o", out)
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.csv"]
