"""`qnmine report`: what it writes, refuses and tells."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.cli.report import command
from qnmine.report.page import json_in_script
from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000


class Elements(HTMLParser):
    """The elements of a page: how often each, and what stands in titles and headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in = tag

    def handle_data(self, data: str) -> None:
        if self._in not in ("script", "style"):
            self.text += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    result = qnmine("report", SEEDS, "-o", path, "--lang", "en")
    assert (result.code, result.out, result.errors) == (0, b"", [])
    return path.read_text(encoding="utf-8")


def test_one_page_that_brings_all(page: str) -> None:
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert len(page.encode()) < 3 * MEGABYTE
    assert re.search(r"<(link|img|iframe|object|embed|base)\b", page.partition("<main")[0]) is None
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy
    assert Elements(page).tags.count("article") == 5
    assert "Report: seeds" in Elements(page).text


def test_the_same_bytes_again_in_a_pipe_and_with_two_processes(page: str) -> None:
    again = qnmine("report", SEEDS, "--lang", "en", "-q")
    parallel = qnmine("report", SEEDS, "--lang", "en", "-q", "-o", "-", "-j", "2")
    assert again.text == page
    assert parallel.text == page


def test_in_vietnamese(tmp_path: Path) -> None:
    path = tmp_path / "trang.html"
    assert (
        qnmine("report", "--text", "Ông Phạm Văn Thể chi 1.500 đồng.", "-o", path, "--lang", "vi").code == 0
    )
    text = Elements(path.read_text(encoding="utf-8")).text
    assert "Báo cáo về ngữ liệu" in text
    assert "Được nhắc 1 lần, trong 1 văn bản." in text
    assert "1.500" in text


def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    for arguments, told in (
        (("--no-clobber",), "page.html"),
        (("--resume", str(tmp_path / "parts")), "--resume keeps what other commands find"),
        (("--reference-date", "2024-01-01", "--date-column", "date"), "give one"),
        (("--keep", "there_is_none"), "there_is_none"),
        (("--corrections", str(tmp_path / "none.csv")), "--corrections"),
        (("--max-texts", "-1"), "--max-texts"),
    ):
        result = qnmine("report", "--text", "x", "-o", path, *arguments)
        assert (result.code, path.read_text()) == (2, "old"), arguments
        assert told in result.err
        assert result.err.count("\n") == 1
    same = qnmine("report", SEEDS, "-o", SEEDS / "000_dee234f85a1e5bf4.txt")
    assert same.code == 2


def test_a_terminal_is_no_place_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    from qnmine.errors import UsageError

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Terminal())
        with pytest.raises(UsageError, match=r"name a file for it with -o report\.html"):
            command.main(["--text", "x"], standalone_mode=False)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    from qnmine.errors import UsageError
    from qnmine.report.page import require_report

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(
        UsageError, match=r"report needs jinja2; install it with: pip install 'qnmine\[report\]'"
    ):
        require_report()


def test_texts_that_failed_are_told_on_the_page_too(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ông Phạm Văn Thể.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa t\x00")
    path = tmp_path / "page.html"
    result = qnmine("report", tmp_path / "good.txt", tmp_path / "bad.txt", "-o", path, "--lang", "en")
    assert result.code == 3
    text = Elements(path.read_text(encoding="utf-8")).text
    assert "One text could not be read and is not counted" in text
    assert "bad.txt" in text


def test_texts_without_a_day_are_told(tmp_path: Path) -> None:
    table = tmp_path / "news.csv"
    table.write_text("date,text\n2024-06-25,Hôm qua\n,Hôm qua\nhè,Hôm qua\n", encoding="utf-8")
    result = qnmine("report", table, "--date-column", "date", "-o", tmp_path / "page.html")
    assert result.code == 0
    (warning,) = result.errors
    assert "--date-column date: 2 documents have no day there, for example news.csv:2 (empty)" in warning


def test_a_page_without_texts_holds_none_of_their_sentences(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert qnmine("report", SEEDS, "-o", path, "--max-texts", "0", "--lang", "en").code == 0
    page = path.read_text(encoding="utf-8")
    text = Elements(page).text
    assert text.count("none, by choice") == 2
    assert "Names without a link are mentioned only in texts that are not on this page." in text
    assert "Phạm Văn Thể" in text  # a name with its count
    assert "Chủ tịch Hiệp hội" not in page
    assert "gây thiệt hại" not in page


def test_columns_options_and_files_without_their_folders(tmp_path: Path) -> None:
    corpus = tmp_path / "tuyệt mật" / "news.jsonl"
    corpus.parent.mkdir()
    row = {
        "id": "a",
        "body": "Hôm qua ông Phạm Văn Thể nói.",
        "day": "2024-06-25",
        "url": "https://x.vn/?a&b",
    }
    corpus.write_text(json.dumps(row), encoding="utf-8")
    path = tmp_path / "page.html"
    arguments = ("--text-column", "body", "--keep", "url", "--date-column", "day", "--lang", "en")
    assert qnmine("report", corpus, "-o", path, *arguments).code == 0
    page = path.read_text(encoding="utf-8")
    assert "tuyệt mật" not in page
    assert "<dt>url</dt><dd>https://x.vn/?a&amp;b</dd>" in page
    assert "Report: news.jsonl" in page
    assert 'data-value="2024-06-24"' in page


def test_a_sample_is_told(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [json.dumps({"id": str(number), "text": f"Tin số {number} ở Hà Nội."}) for number in range(40)]
    corpus.write_text("\n".join(rows), encoding="utf-8")
    path = tmp_path / "page.html"
    options = ("--max-texts", "5", "--max-mentions", "2", "--lang", "en")
    assert qnmine("report", corpus, "-o", path, *options).code == 0
    text = Elements(path.read_text(encoding="utf-8")).text
    assert "5 of 40, drawn at random (seed 0); all figures are of the whole corpus" in text
    assert "Mentioned 40 times, in 40 texts." in text
    assert "The first 2 mentions are listed." in text
    of_texts = text[text.rindex("Texts on this page: ") :]  # once more at the place
    assert of_texts.startswith("Texts on this page: 5 of 40, drawn at random")


def test_help_imports_no_template_engine() -> None:
    import subprocess
    import sys

    program = (
        "import sys\nfrom qnmine.cli.main import run\n"
        "try: run(['report', '-h'])\nexcept SystemExit: pass\n"
        "assert not {'jinja2', 'pandas', 'networkx', 'vl_convert'} & set(sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert "--max-texts" in result.stdout


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda held: st.lists(held) | st.dictionaries(st.text(), held)
    )
)
def test_json_cannot_leave_its_element(value: object) -> None:
    written = json_in_script([value, "</script><!--<script>]]>&\u2028"])
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written)[0] == value
