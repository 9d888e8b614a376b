"""`qnmine samples`: copies that are whole, and nothing lost that was there before."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

import qnmine as package
from qnmine import samples
from qnmine.errors import QnmineError
from tests import ROOT, SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = sorted(path.name for path in SEEDS.iterdir())


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_articles_are_copied_into_a_new_folder(tmp_path: Path) -> None:
    result = qnmine("samples", "tin/bài", cwd=tmp_path)
    assert (result.code, result.err) == (0, "qnmine: 5 files written to tin/bài\n")
    assert result.text.splitlines() == [f"tin/bài/{name}" for name in ARTICLES]
    for name in ARTICLES:
        assert (tmp_path / "tin" / "bài" / name).read_bytes() == (SEEDS / name).read_bytes()


def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    qnmine("samples", tmp_path)
    before = (tmp_path / ARTICLES[0]).stat().st_mtime_ns
    (tmp_path / ARTICLES[1]).unlink()
    result = qnmine("samples", tmp_path)
    assert result.text == f"{tmp_path / ARTICLES[1]}\n"
    assert result.err == f"qnmine: 1 file written to {tmp_path}, 4 were there already\n"
    assert (tmp_path / ARTICLES[0]).stat().st_mtime_ns == before
    again = qnmine("samples", tmp_path)
    assert (again.code, again.text) == (0, "")
    assert again.err == f"qnmine: nothing to write: {tmp_path} has all 5 files already\n"


def test_another_file_is_replaced_with_force_alone(tmp_path: Path) -> None:
    (tmp_path / ARTICLES[2]).write_text("của tôi", encoding="utf-8")
    refused = qnmine("samples", tmp_path)
    assert (refused.code, refused.text) == (2, "")
    assert refused.err.count("\n") == 1
    assert f"{tmp_path / ARTICLES[2]}: there is another file of this name" in refused.err
    assert files_below(tmp_path) == [ARTICLES[2]]
    forced = qnmine("samples", tmp_path, "--force", "-q")
    assert (forced.code, forced.err) == (0, "")
    assert (tmp_path / ARTICLES[2]).read_bytes() == (SEEDS / ARTICLES[2]).read_bytes()


def test_the_lesson_comes_with_its_folder_and_the_table(tmp_path: Path) -> None:
    assert qnmine("samples", tmp_path, "--lesson").code == 0
    lesson = [f"lesson/{name}" for name in files_below(ROOT / "examples" / "lesson")]
    assert files_below(tmp_path) == sorted([*ARTICLES, *lesson, "news.csv"])


def test_everything_is_what_the_documentation_has(tmp_path: Path) -> None:
    listed = qnmine("samples", "--list", "--everything").text.splitlines()
    assert qnmine("samples", tmp_path, "--everything").code == 0
    assert files_below(tmp_path) == sorted(listed)
    assert (tmp_path / "examples" / "news.csv").read_bytes() == (ROOT / "examples" / "news.csv").read_bytes()
    assert not [name for name in listed if name.endswith(".png") or "__pycache__" in name]


def test_a_list_writes_nothing(tmp_path: Path) -> None:
    result = qnmine("samples", "new", "--list", cwd=tmp_path)
    assert result.text.splitlines() == [f"new/{name}" for name in ARTICLES]
    assert files_below(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name the folder to copy the articles into"),
        (("",), "the name of the folder is empty"),
        (("file",), "file: is a file, not a folder"),
        (("file/new",), "a file is where a folder has to be"),
        (("new", "--lesson", "--everything"), "leave out one of the two"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = qnmine("samples", *arguments, cwd=tmp_path)
    assert (result.code, result.text) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = qnmine("samples", tmp_path / "new")
    tmp_path.chmod(0o700)
    assert result.code == 2
    assert "the folder cannot be made (permission denied)" in result.err


def test_python_reads_the_articles_without_copying_them() -> None:
    read = list(package.sample_articles())
    assert [(one.id, one.text) for one in read] == [(one.id, one.text) for one in package.read(str(SEEDS))]


def test_an_installation_without_samples_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "_PACKAGE", tmp_path / "qnmine")
    with pytest.raises(QnmineError, match="install qnmine anew"):
        samples.samples_folder()


def test_an_installed_package_has_its_own_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "qnmine" / "data" / "samples"
    for name in ("seeds", "examples"):
        (own / name).mkdir(parents=True)
    monkeypatch.setattr(samples, "_PACKAGE", tmp_path / "qnmine")
    assert samples.samples_folder() == own
