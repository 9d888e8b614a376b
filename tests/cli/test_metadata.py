"""`--metadata` and `--path-columns` of the commands that read a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "tuoitre/2024/a.txt": "Ông Phạm Văn Thể thăm Hạ Long. Mưa lớn.",
    "tuoitre/2025/b.txt": "Ông Phạm Văn Thể về Hà Nội. Nắng to.",
    "vnexpress/2024/c.txt": "Bà Trần Thị Lan thăm Huế. Mưa nhỏ.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "m.csv").write_text(
        "doc,section,day\na,Thời sự,25/6/2024\nb,Đời sống,1/7/2025\nc,Thời sự,2/7/2024\n", encoding="utf-8"
    )
    return tmp_path


def test_columns_are_kept_and_grouped_by(folder: Path) -> None:
    options = ("--metadata", "m.csv", "--path-columns", "báo")
    kept = qnmine("entities", "texts", "--mentions", *options, "--keep", "section,báo", cwd=folder)
    assert kept.code == 0
    assert kept.errors == []
    assert {(row["doc"][-5], row["section"], row["báo"]) for row in kept.rows} == {
        ("a", "Thời sự", "tuoitre"),
        ("b", "Đời sống", "tuoitre"),
        ("c", "Thời sự", "vnexpress"),
    }
    grouped = qnmine("keywords", "texts", *options, "--by", "báo,section", "--limit", "1", cwd=folder)
    assert [(row["báo"], row["section"], row["group_docs"]) for row in grouped.rows] == [
        ("tuoitre", "Thời sự", "1"),
        ("tuoitre", "Đời sống", "1"),
        ("vnexpress", "Thời sự", "1"),
    ]


def test_dates_of_documents_come_from_the_table_or_a_folder(folder: Path) -> None:
    by_day = ("profile", "texts", "--by", "year", "--columns", "year,documents")
    dated = qnmine(*by_day, "--metadata", "m.csv", "--date-column", "day", cwd=folder)
    assert dated.text == "year,documents\n2024,2\n2025,1\n"
    assert qnmine(*by_day, "--path-columns", "_/d", "--date-column", "d", cwd=folder).out == dated.out


def test_the_settings_file_may_name_both(folder: Path) -> None:
    (folder / "qnmine.toml").write_text(
        '[all]\nmetadata = "m.csv"\npath-columns = "báo"\n[profile]\nby = "section"\n', encoding="utf-8"
    )
    grouped = qnmine("profile", "texts", "--columns", "section,documents", cwd=folder)
    assert grouped.text == "section,documents\nThời sự,2\nĐời sống,1\n"
    assert grouped.errors == []
    unused = qnmine("sentences", "texts", cwd=folder)
    assert (unused.code, unused.errors) == (0, [])
    assert qnmine("sentences", "--text", "Mưa.", cwd=folder).errors == []


def test_columns_that_nobody_asks_for_are_told(folder: Path) -> None:
    result = qnmine("sentences", "texts", "--metadata", "m.csv", "--path-columns", "báo", cwd=folder)
    assert result.code == 0
    assert [line.split(": ")[2] for line in result.errors] == ["--metadata m.csv", "--path-columns báo"]
    assert all("--keep" in line for line in result.errors)


@pytest.mark.parametrize("command", ["corpus", "convert", "numbers"])
def test_the_table_is_an_input(command: str, folder: Path) -> None:
    before = (folder / "m.csv").read_bytes()
    result = qnmine(command, "texts", "--metadata", "m.csv", "-o", "m.csv", cwd=folder)
    assert result.code == 2
    assert "m.csv" in result.err
    assert (folder / "m.csv").read_bytes() == before


def test_a_run_that_goes_on_needs_the_same_table(folder: Path) -> None:
    words = ("sentences", "texts", "--metadata", "m.csv", "--keep", "section", "--resume", "parts")
    first = qnmine(*words, cwd=folder)
    assert qnmine(*words, cwd=folder).out == first.out
    table = folder / "m.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Thời", "Thòi"), encoding="utf-8")  # as long
    changed = qnmine(*words, cwd=folder)
    assert changed.code == 2
    assert "m.csv has changed since it was begun" in changed.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--metadata", "no.csv"), "no.csv: there is no such file"),
        (("--metadata", "texts"), "name a file, not a folder"),
        (("--metadata", "m.csv", "--metadata-key", "id", "--keep", "section"), "it has doc, section, day"),
        (("--metadata", "m.csv", "--keep", "sectoin"), "did you mean 'section'?"),
        (("--path-columns", "/"), "newspaper/year"),
        (("--path-columns", "a/a", "--keep", "a"), "named twice"),
    ],
)
def test_requests_that_are_refused(words: tuple[str, ...], message: str, folder: Path) -> None:
    result = qnmine("sentences", "texts", *words, "-o", "out.csv", cwd=folder)
    assert result.code == 2
    (line,) = result.err.splitlines()
    assert message in line
    assert not (folder / "out.csv").exists()


def test_two_corpora_need_no_columns(folder: Path) -> None:
    words = ("compare", "texts/tuoitre", "texts/vnexpress")
    plain = qnmine(*words, cwd=folder)
    told = qnmine(*words, "--metadata", "m.csv", cwd=folder)
    assert told.out == plain.out
    assert [line for line in told.errors if "--metadata" in line] == [told.errors[0]]
    groups = ("--metadata", "m.csv", "--by", "section", "--groups", "Thời sự,Đời sống")
    assert qnmine("compare", "texts", *groups, cwd=folder).code == 0
    keyness = ("keywords", "texts", "--measure", "keyness", "--reference", SEEDS, "--by", "section")
    by_section = qnmine(*keyness, "--metadata", "m.csv", cwd=folder)
    assert by_section.code == 0
    assert by_section.errors == []


def test_saved_mentions_have_no_documents_to_join(folder: Path) -> None:
    qnmine("entities", "texts", "--mentions", "-o", "saved.csv", cwd=folder)
    refused = qnmine("entities", "saved.csv", "--from-mentions", "--metadata", "m.csv", cwd=folder)
    assert refused.code == 2
    assert "--metadata is for documents" in refused.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("texts", "--metadata-key", "file"), "--metadata-key file: no table is given; add --metadata FILE"),
        (("--text", "Huế", "--metadata", "m.csv"), "--metadata is for files, and a string (--text) is none"),
        (("--text", "Huế", "--path-columns", "a"), "--path-columns is for files, and a string (--text)"),
        (("--text", "Huế", "--deduplicate", "exact"), "--deduplicate is for files, and a string (--text)"),
    ],
)
def test_options_that_could_change_nothing_are_refused(
    options: tuple[str, ...], message: str, folder: Path
) -> None:
    for command in ("sentences", "corpus", "convert"):
        result = qnmine(command, *options, cwd=folder)
        assert (result.code, result.out) == (2, b"")
        assert result.err.startswith(f"qnmine: error: {message}")
        assert result.err.count("\n") == 1


def test_a_settings_file_may_say_what_changes_nothing_here(folder: Path) -> None:
    (folder / "qnmine.toml").write_text(
        '[all]\nmetadata-key = "file"\npath-columns = "a"\ndeduplicate = "exact"\n', encoding="utf-8"
    )
    assert qnmine("sentences", "--text", "Huế.", cwd=folder).err == ""
    assert qnmine("sentences", "texts", "-q", cwd=folder).err == ""
