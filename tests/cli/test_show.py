"""`qnmine show` as its users call it, but for what only a terminal shows (see tests/terminal)."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import run
from qnmine.cli.options import showing
from qnmine.layers import LAYERS
from tests import SEEDS
from tests.contract.harness import environment, qnmine
from tests.contract.test_hostile_inputs import READABLE, SENTENCE

TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024, trao 28.000 tỷ đồng. Ông Thể vui."
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def shown(*arguments: str | Path, stdin: bytes | None = None) -> str:
    result = qnmine("show", *arguments, stdin=stdin)
    assert result.code == 0, result.err
    return result.text


def test_the_layers_of_the_option_are_those_there_are() -> None:
    assert showing.LAYERS == LAYERS


def test_a_text_in_brackets() -> None:
    assert shown("--text", TEXT, "--lang", "en") == (
        "[PER] people: 2   [ORG] organizations: 0   [LOC] places: 1   [number] numbers: 1   [date] dates: 1\n"
        "\n"
        "Ông [PER Phạm Văn Thể] thăm [LOC Hạ Long] [date ngày 25/6/2024], trao [number 28.000 tỷ đồng]. "
        "Ông [PER Thể] vui.\n"
    )


def test_values_in_both_languages() -> None:
    english, vietnamese = (
        shown("--text", TEXT, "--values", "--no-legend", "--lang", language) for language in ("en", "vi")
    )
    assert "[date ngày 25/6/2024 = 2024-06-25]" in english
    assert "[number 28.000 tỷ đồng = 28,000,000,000,000 VND]" in english
    assert "[number 28.000 tỷ đồng = 28.000.000.000.000 VND]" in vietnamese
    assert "Ông [PER Phạm Văn Thể] thăm" in vietnamese
    assert vietnamese.endswith("Ông [PER Thể = Phạm Văn Thể] vui.\n")


def test_a_vietnamese_legend() -> None:
    legend = shown("--text", TEXT, "--lang", "vi").split("\n")[0]
    assert legend == (
        "[PER] người: 2   [ORG] tổ chức: 0   [LOC] địa danh: 1   [number] số: 1   [date] thời gian: 1"
    )


def test_the_locale_chooses_the_language() -> None:
    result = qnmine("show", "--text", TEXT, env={"LC_ALL": "vi_VN.UTF-8"})
    assert "người: 2" in result.text


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (
            "PER",
            "Ông [PER Phạm Văn Thể] thăm Hạ Long ngày 25/6/2024, trao 28.000 tỷ đồng. Ông [PER Thể] vui.",
        ),
        ("Date,per", "Ông [PER Phạm Văn Thể] thăm Hạ Long [date ngày 25/6/2024], trao"),
        ("NUMBER", "thăm Hạ Long ngày 25/6/2024, trao [number 28.000 tỷ đồng]."),
        ("word", "Ông Phạm_Văn_Thể thăm Hạ_Long ngày 25/6/2024, trao"),
    ],
)
def test_only_some_layers(layers: str, expected: str) -> None:
    assert expected in shown("--text", TEXT, "--only", layers)


def test_the_seeds_each_under_its_name() -> None:
    text = shown(SEEDS, "--values", "--lang", "vi")
    names = [path.name for path in sorted(SEEDS.glob("*.txt"))]
    assert [line.split()[1] for line in text.split("\n") if line.startswith("── ")] == names
    # Read in the five articles.
    for expected in (
        "cuối [date năm 1928]",
        "[ORG Báo Than]",
        "[ORG Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam] ([ORG TKV",
        "đồng chí [PER Nguyễn Xuân Ký",
        "[number 28.000 tỷ đồng = 28.000.000.000.000 VND]",
        "[number 2,8 tỷ USD = 2.800.000.000 USD]",
        "[date Ngày 25/6/2024 = 2024-06-25]",
        "[LOC TP Hạ Long",
        "ông [PER Ấn = Phạm Đức Ấn] cho biết thêm",
        "[date tháng 4/2025 = 2025-04]",
    ):
        assert expected in text
    assert "\x1b" not in text


def test_a_lone_file_and_rows_have_names_and_a_pipe_has_none(tmp_path: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert shown(path).startswith("── tin.txt ──")
    assert shown("-", stdin=TEXT.encode()).startswith("[PER] ")
    assert shown(stdin=TEXT.encode()).startswith("[PER] ")
    rows = shown("--from", "lines", "-", stdin=f"{TEXT}\n{TEXT}\n".encode())
    assert re.findall("^── (.*?) ─", rows, re.MULTILINE) == ["-:1", "-:2"]


def test_lines_are_filled_only_where_a_width_is_known() -> None:
    assert max(map(len, shown("--text", TEXT * 5).split("\n"))) > 300
    lines = shown("--text", TEXT * 5, "--width", "40").split("\n")
    assert max(map(len, lines)) <= 40
    assert sum(map(len, lines)) > 300


def test_colour_in_a_pipe_only_where_it_is_asked_for(tmp_path: Path) -> None:
    assert "\x1b" not in shown("--text", TEXT)
    colored = qnmine("show", "--text", TEXT, "--color", "always", env={"TERM": "xterm-256color"}).text
    assert "\x1b[1;38;5;163mPhạm Văn Thể\x1b[0m" in colored
    assert re.sub("\x1b\\[[0-9;]*m", "", colored).split("\n\n")[1] == TEXT + "\n"
    target = tmp_path / "tin.txt"
    assert qnmine("show", "--text", TEXT, "--color", "always", "-o", target).code == 0
    assert "\x1b[" in target.read_text(encoding="utf-8")


def test_a_page(tmp_path: Path) -> None:
    page = tmp_path / "tin.html"
    text = "Ông Phạm Văn Thể <script>alert(1)</script> </style>\u202e"
    assert run(["show", "--text", text, "-o", str(page), "--lang", "vi", "--values"]) == ExitCode.DONE
    written = page.read_text(encoding="utf-8")
    assert written.startswith('<!doctype html>\n<html lang="vi">')
    assert "<title>Văn bản đã đánh dấu</title>" in written
    assert ">Phạm Văn Thể</mark>" in written
    assert "<script" not in written
    assert written.count("</style>") == 1
    assert "\u202e" not in written
    assert written == shown("--text", text, "-f", "html", "--lang", "vi", "--values")


@pytest.mark.parametrize("format_out", ["text", "html"])
def test_difficult_inputs(format_out: str, tmp_path: Path) -> None:
    for number, data in enumerate(READABLE.values()):
        (tmp_path / f"{number:02}.txt").write_bytes(data)
    result = qnmine("show", tmp_path, "--values", "--only", ",".join(LAYERS), "--format", format_out)
    assert result.code == 0, result.err
    assert result.errors == []
    assert result.err.splitlines()[-1].startswith(f"qnmine: {len(READABLE)} documents, 0 failed, ")
    assert not UNSAFE.search(result.text.replace("\t", ""))


def test_decomposed_text_is_shown_as_it_stands() -> None:
    decomposed = unicodedata.normalize("NFD", SENTENCE)
    shown_so = shown("--text", decomposed, "--no-legend")
    assert unicodedata.normalize("NFC", shown_so) == shown("--text", SENTENCE, "--no-legend")
    assert unicodedata.normalize("NFD", "[PER Phạm Văn Thể]") in shown_so


def test_an_empty_pipe() -> None:
    result = qnmine("show", stdin=b"")
    assert result.code == 0
    assert result.text.endswith("dates: 0\n\n")
    assert result.err == ""


def test_bad_files_are_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Qu\xb6ng Ninh \xff\xfe")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    result = qnmine("show", tmp_path)
    assert result.code == 3
    assert "a.txt" in result.errors[0]
    assert "--encoding" in result.errors[0]
    assert "[PER Phạm Văn Thể]" in result.text
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    strict = qnmine("show", tmp_path / "a.txt", "--strict", "-o", target)
    assert (strict.code, len(strict.err.splitlines())) == (1, 1)
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["khong-co.txt"], "khong-co.txt"),
        (["Hạ Long đẹp"], "--text"),
        (
            ["--text", "a", "--only", "PER,city"],
            "there is no layer 'city'; choose from PER, ORG, LOC, number",
        ),
        (["--text", "a", "--only", "PER,"], "an empty name"),
        (["--text", "a", "--width", "3"], "--width"),
        (["--text", "a", "--format", "csv"], "csv"),
        (["--text", "a", "-o", "a.csv"], "the ending .csv does not fit here; use .txt, .html"),
        (["--text", "a", "--keep", "url"], "--keep"),
        (["--text", "a", "--lang", "de"], "--lang"),
        (["--text", "a", "--reference-date", "2024-06-25", "--date-column", "d"], "give one"),
        (["--text", "a", "--model", "khong-co.model"], "--model"),
        (["--text", "a", "--only", "date", "--model", "khong-co.model"], "--model"),
        (["--text", "a", "--corrections", "khong-co.csv"], "--corrections"),
    ],
)
def test_what_is_refused(arguments: list[str], message: str) -> None:
    result = qnmine("show", *arguments)
    assert result.code == 2
    assert result.out == b""
    assert message in result.err
    assert len(result.err.splitlines()) == 1


def test_more_processes_show_the_same(tmp_path: Path) -> None:
    alone = qnmine("show", SEEDS, "--values", "--only", "word,PER")
    together = qnmine("show", SEEDS, "--values", "--only", "word,PER", "--jobs", "2")
    assert together.code == 0
    assert together.out == alone.out
    assert together.err.splitlines()[-1] == alone.err.splitlines()[-1]


def test_days_and_corrections(tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text(
        "id,text,date\na,Ông Thể họp hôm qua.,2025-06-21\nb,Ông Thể họp hôm qua.,\n", encoding="utf-8"
    )
    corrections = tmp_path / "mine.csv"
    corrections.write_text(
        "action,text,type,name,doc\nmerge,Thể,PER,Phạm Văn Thể,\nadd,họp,ORG,,\nadd,xyz,LOC,,\n",
        encoding="utf-8",
    )
    result = qnmine("show", table, "--values", "--date-column", "date", "--corrections", corrections)
    assert result.code == 0
    assert "[date hôm qua = 2025-06-20]" in result.text
    assert "[ORG họp]" in result.text
    assert "[PER Thể = Phạm Văn Thể]" in result.text
    assert any(
        "--date-column date: 1 document has no day there, for example b (empty)" in x for x in result.errors
    )
    assert any("xyz" in line for line in result.errors)
    day = shown("--text", "họp hôm qua", "--values", "--reference-date", "2025-06-21", "--no-legend")
    assert day == "họp [date hôm qua = 2025-06-20]\n"


def test_the_first_text_is_shown_before_the_last_has_come() -> None:
    command = [sys.executable, "-m", "qnmine", "show", "--from", "lines", "--only", "LOC", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("Thăm Hạ Long.\n".encode())
        process.stdin.flush()
        lines = [process.stdout.readline().decode() for _ in range(4)]
        assert lines[-1] == "Thăm [LOC Hạ Long].\n"
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_closed_pipe_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "qnmine", "show", "-q", str(SEEDS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_help_needs_no_model() -> None:
    code = (
        "import sys; from qnmine.cli.main import run\ntry: run(['show', '-h'])\nfinally: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=True, timeout=60
    )
    loaded = done.stdout.decode().split()
    assert not {"numpy", "pandas", "rich", "qnmine.layers", "qnmine.entities"} & set(loaded)


@pytest.mark.parametrize("format_out", ["text", "html"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line(format_out: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qnmine", "show", "--text", TEXT, "-f", format_out],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert "no space left" in line


def test_output_is_utf8_whatever_the_code_page() -> None:
    code_page = {"PYTHONIOENCODING": "cp1258", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    other = qnmine("show", "-", stdin=TEXT.encode(), env=code_page)
    assert other.code == 0, other.err
    assert other.text == shown("--text", TEXT, "--lang", "en")
