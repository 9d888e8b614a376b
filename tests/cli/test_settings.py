"""Options from `qnmine.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path


def settings(folder: Path, text: str) -> Path:
    (folder / "qnmine.toml").write_text(text, encoding="utf-8")
    return folder


def test_options_of_a_command_and_of_all(tmp_path: Path) -> None:
    folder = settings(
        tmp_path, '[all]\nquiet = true\nlimit = 2\n[sentences]\ncolumns = ["text", "doc"]\nlimit = 1\n'
    )
    text = "Một. Hai. Ba."
    assert qnmine("sentences", "--text", text, cwd=folder).text == "text,doc\nMột.,text\n"
    assert len(qnmine("tokenize", "--text", text, cwd=folder).rows) == 2
    assert len(qnmine("sentences", "--text", text, "--limit", "3", cwd=folder).rows) == 3, "the call wins"


@pytest.mark.parametrize("where", [("--no-config", "sentences"), ("sentences", "--no-config")])
def test_no_config_ignores_the_file_even_a_broken_one(where: tuple[str, str], tmp_path: Path) -> None:
    folder = settings(tmp_path, "[sentences\n")
    result = qnmine(*where, "--text", "Một. Hai.", cwd=folder)
    assert result.code == 0, result.err
    assert len(result.rows) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[sentences\n", ("qnmine.toml", "--no-config")),
        ("[sentence]\nlimit = 1\n", ("'sentence'", "did you mean 'sentences'")),
        ("[sentences]\nlimits = 1\n", ("'limits'", "did you mean 'limit'")),
        ("[sentences]\noutput = 'x.csv'\n", ("'output'", "command line")),
        ("[all]\ntext = 'x'\n", ("'text'", "command line")),
        ("[all]\nfromat = 'csv'\n", ("'fromat'", "did you mean 'format'")),
        ("[sentences]\ncsv = true\n", ("'csv'",)),
        ("[sentences]\nformat = 'cvs'\n", ("'--format'", "from qnmine.toml")),
        ("[sentences]\nlimit = 'many'\n", ("--limit",)),
        ("limit = 1\n", ("'limit' stands in no table; put it below [all]",)),
        ("path_columns = 'a'\n", ("'path_columns' stands in no table", "[sentences]")),
        ("limits = 1\n", ("unknown table 'limits'",)),
    ],
)
def test_a_wrong_file_is_told_in_one_line(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    result = qnmine("sentences", "--text", "Một.", cwd=settings(tmp_path, text))
    assert result.code == 2
    (line,) = result.err.splitlines()
    assert all(word in line for word in words), line


def test_the_option_from_can_be_set(tmp_path: Path) -> None:
    folder = settings(tmp_path, "[sentences]\nfrom = 'lines'\n")
    result = qnmine("sentences", stdin="Một\nHai\n".encode(), cwd=folder)
    assert [row["doc"] for row in result.rows] == ["-:1", "-:2"]


def test_help_does_not_need_a_sound_file(tmp_path: Path) -> None:
    result = qnmine("sentences", "-h", cwd=settings(tmp_path, "[sentences\n"))
    assert result.code == 0
    assert "Examples:" in result.text


def test_keys_are_the_names_of_the_options(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("quảng ninh\n", encoding="utf-8")
    folder = settings(tmp_path, "[keywords]\nstopwords = ['mine.txt']\n[evaluate]\nagreement = true\n")
    terms = [row["term"] for row in qnmine("keywords", "--text", "Tỉnh Quảng Ninh", cwd=folder).rows]
    assert terms == ["tỉnh"]


def test_an_option_that_is_not_asked_for_may_stand_in_a_text(tmp_path: Path) -> None:
    folder = settings(tmp_path, "[sentences]\nlimit = 1\n")
    assert len(qnmine("sentences", "--text=--no-config. Hai. Ba.", cwd=folder).rows) == 1
