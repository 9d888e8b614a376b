"""What is looked at instead of being a table: texts in colour, pages, explanations, plots."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests import ROOT, SEEDS
from tests.contract.harness import environment, qnmine
from tests.contract.test_hostile_inputs import READABLE, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.contract.harness import Result

# Views of a corpus, and how they begin.
VIEWS: dict[str, tuple[str, ...]] = {
    "show": ("show", "--lang", "en"),
    "page": ("show", "-f", "html", "--values", "--lang", "en"),
    "report": ("report", "--lang", "en"),
}
PLOTS: dict[str, tuple[str, ...]] = {
    "keywords": ("keywords",),
    "entities": ("entities",),
    "network": ("network",),
    "trend": ("trend", "--query", "Hạ Long", "--date-column", "date"),
    "dispersion": ("dispersion",),
}
HTML = ("page", "report")
MODULES = {"report": ("jinja2", "vl_convert", "networkx"), "plot": ("matplotlib", "networkx")}

# What moves the cursor, reorders or hides, and must come out as a symbol or a code.
ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
HOSTILE_NAMES: tuple[bytes, ...] = (
    b"<img src=x onerror=alert(1)>.txt",
    b"a\nb.txt",
    b"\x1b[31mred.txt",
    b"caf\xe9.txt",
    b"\xe2\x80\xaertl.txt",
    b"{{ 7*7 }}.txt",
    b"'\"-->.txt",
    b"--plot.txt",
)


class Elements(HTMLParser):
    """The elements of a page and what text stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open = tag
        for name, value in attrs:
            self.attributes.add(name)
            self.ids += [value or ""] if name == "id" else []
            self.links |= {value or ""} if name in ("href", "src", "action") else set()

    def handle_data(self, data: str) -> None:
        if self._open not in ("script", "style"):
            self.text += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the difficult inputs."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, data in enumerate(READABLE.values()):
        (folder / f"{number:02}.txt").write_bytes(data)
    return folder


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.csv"
    path.write_text(f'text,date\n"{SENTENCE}",2024-06-25\n', encoding="utf-8")
    return path


def needs(extra: str) -> None:
    for module in MODULES.get(extra, ()):
        pytest.importorskip(module)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assert_inert(view: str, result: Result) -> None:
    assert result.code == 0, result.err
    page = result.text
    if view == "show":
        assert ACTIVE.findall(page) == []
        return
    elements = Elements(page)
    # The scripts of the report are its own, and named in its policy; everything else must be plain.
    assert ACTIVE.findall(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)) == []
    assert not elements.tags & {"img", "iframe", "object", "embed", "form", "base", "svg", "i", "u"}
    assert not [name for name in elements.attributes if name.startswith("on")]
    assert not [link for link in elements.links if not link.startswith("#")]
    assert len(elements.ids) == len(set(elements.ids))
    assert {link[1:] for link in elements.links} <= {*elements.ids}
    if view == "page":
        assert "script" not in elements.tags


@pytest.mark.parametrize("view", VIEWS)
def test_difficult_texts_are_inert(view: str, hostile: Path) -> None:
    needs(view)
    result = qnmine(*VIEWS[view], hostile)
    assert_inert(view, result)
    assert result.errors == []
    assert result.err.splitlines()[-1].startswith(f"qnmine: {len(READABLE)} documents, 0 failed, ")
    shown = Elements(result.text).text if view in HTML else result.text
    assert "<script>alert(" in shown
    assert "<U+202E>" in shown
    assert "␛" in shown
    assert "👨\u200d👩\u200d👧" in shown, "joiners inside of emoji are part of them"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere files cannot have such names")
def test_difficult_file_names_are_inert(view: str, tmp_path: Path) -> None:
    needs(view)
    for raw in HOSTILE_NAMES:
        with open(os.path.join(os.fsencode(tmp_path), raw), "wb") as file:  # noqa: PTH118, PTH123 - bytes
            file.write(SENTENCE.encode())
    result = qnmine(*VIEWS[view], tmp_path)
    assert_inert(view, result)
    shown = Elements(result.text).text if view in HTML else result.text
    for name in ("<img src=x onerror=alert(1)>.txt", "{{ 7*7 }}.txt", "'\"-->.txt", "--plot.txt"):
        assert name in shown


@pytest.mark.parametrize("view", ["show", "page"])
@pytest.mark.parametrize("name", READABLE)
def test_each_difficult_text_from_a_pipe(view: str, name: str) -> None:
    result = qnmine(*VIEWS[view], "-", stdin=READABLE[name])
    assert_inert(view, result)
    assert result.err == ""


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("format_out", ["table", "json"])
def test_each_difficult_text_explained(name: str, format_out: str) -> None:
    result = qnmine("explain", "-", "-f", format_out, "--lang", "en", stdin=READABLE[name])
    if name in ("empty", "only spaces"):
        assert (result.code, result.out) == (2, b"")
        assert result.err.startswith("qnmine: error: there is no sentence in the text")
        return
    assert result.code == 0, result.err
    if format_out == "table":
        assert ACTIVE.findall(result.text) == []


@pytest.mark.parametrize("command", PLOTS)
def test_plots_of_difficult_texts(command: str, hostile: Path, tmp_path: Path) -> None:
    needs("plot")
    corpus = tmp_path / "hostile.csv"
    cells = (data.decode("utf-8-sig").replace('"', '""') for data in READABLE.values())
    corpus.write_text("text,date\n" + "".join(f'"{cell}",2024-06-25\n' for cell in cells), encoding="utf-8")
    drawn = []
    for jobs in ("1", "2"):
        plot = tmp_path / f"{jobs}.svg"
        result = qnmine(*PLOTS[command], corpus, "--plot", plot, "--jobs", jobs, "-q")
        assert result.code == 0, result.err
        assert [line for line in result.err.splitlines() if "--plot: the font" not in line] == []
        drawn.append((result.out, plot.read_bytes()))
    assert drawn[0] == drawn[1]
    svg = drawn[0][1].decode()
    assert "<script" not in svg
    assert ACTIVE.findall(svg) == []
    assert qnmine(*PLOTS[command], corpus, "-q").out == drawn[0][0], "the table is the same without it"


@pytest.mark.parametrize("view", VIEWS)
def test_bad_files_are_named_and_the_rest_goes_on(view: str, tmp_path: Path) -> None:
    needs(view)
    (tmp_path / "a.txt").write_bytes(b"Qu\xb6ng Ninh \xff\xfe")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "c.csv").write_text("title,body\nx,y\n", encoding="utf-8")
    (tmp_path / "d.jsonl").write_text('{"text": "Hạ Long"}\n{"text": \n', encoding="utf-8")
    table = tmp_path / "errors.csv"
    result = qnmine(*VIEWS[view], "a.txt", "b.txt", "c.csv", "d.jsonl", "--errors", table, cwd=tmp_path)
    assert result.code == 3
    undecodable, columnless, broken = result.errors
    assert "a.txt" in undecodable
    assert "--encoding" in undecodable
    assert "title, body" in columnless
    assert "d.jsonl:2" in broken
    assert "Phạm Văn Thể" in result.text
    assert [line.split(",")[0] for line in table.read_text(encoding="utf-8").splitlines()] == [
        "name",
        "a.txt",
        "c.csv",
        "d.jsonl:2",
    ]


@pytest.mark.parametrize("view", [*VIEWS, *PLOTS])
def test_strict_leaves_the_old_file(view: str, tmp_path: Path) -> None:
    needs("plot" if view in PLOTS else view)
    (tmp_path / "a.csv").write_text("text,date\nHạ Long,2024\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"text,date\n\xff,2024\n")
    old = tmp_path / ("old.svg" if view in PLOTS else "old.html")
    old.write_text("old", encoding="utf-8")
    arguments = (*PLOTS[view], "--plot") if view in PLOTS else (*VIEWS[view], "-o")
    result = qnmine(*arguments, old, tmp_path / "a.csv", tmp_path / "b.csv", "--strict")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert old.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == sorted(["a.csv", "b.csv", old.name])


@pytest.mark.parametrize("view", [*VIEWS, "explain"])
def test_a_reader_that_goes_away_ends_the_run_quietly(view: str, tmp_path: Path) -> None:
    needs(view)
    path = tmp_path / "many.txt"
    path.write_text(f"{SENTENCE}\n" * 100, encoding="utf-8")
    arguments = VIEWS.get(view, ("explain", "--limit", "50"))
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", *arguments, str(path), "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(1)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), errors) == (0, b"")


@pytest.mark.parametrize("view", [*VIEWS, "explain", *PLOTS])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told_in_one_line(view: str, one: Path, tmp_path: Path) -> None:
    needs("plot" if view in PLOTS else view)
    full = tmp_path / "full.svg"  # the name of a plot tells its format
    full.symlink_to("/dev/full")
    arguments = (*PLOTS[view], "--plot") if view in PLOTS else (*VIEWS.get(view, ("explain",)), "-o")
    result = qnmine(*arguments, full if view in PLOTS else "/dev/full", one, "-q")
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert "no space left" in line


@pytest.mark.parametrize("view", [*VIEWS, *PLOTS])
@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_a_terminated_run_leaves_the_old_file_and_no_other(view: str, tmp_path: Path) -> None:
    needs("plot" if view in PLOTS else view)
    old = tmp_path / ("old.svg" if view in PLOTS else "old.html")
    old.write_text("old", encoding="utf-8")
    arguments = (*PLOTS[view], "--plot", str(old)) if view in PLOTS else (*VIEWS[view], "-o", str(old))
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", *arguments, "-", "--from", "csv"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(f'text,date\n"{SENTENCE}",2024-06-25\n'.encode())
    process.stdin.flush()
    while len(names_in(tmp_path)) == 1:  # until it has begun
        time.sleep(0.02)
        assert process.poll() is None
    process.terminate()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["qnmine: error: interrupted"]
    assert names_in(tmp_path) == [old.name]
    assert old.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("view", [*VIEWS, "explain"])
def test_output_is_utf8_whatever_the_code_page(view: str) -> None:
    needs(view)
    arguments = VIEWS.get(view, ("explain", "--lang", "vi"))
    code_page: Mapping[str, str] = {
        "PYTHONIOENCODING": "cp1258",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
    }
    usual = qnmine(*arguments, "--text", SENTENCE)
    other = qnmine(*arguments, "--text", SENTENCE, env={**code_page})
    assert other.code == 0, other.err
    assert other.out == usual.out
    assert "Phạm Văn Thể" in other.text
    assert b"\r" not in other.out


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_bytes_through_a_file_and_with_two_processes(view: str, tmp_path: Path) -> None:
    needs(view)
    first = qnmine(*VIEWS[view], SEEDS)
    assert first.code == 0, first.err
    out = tmp_path / ("out.txt" if view == "show" else "out.html")
    again = qnmine(*VIEWS[view], SEEDS, "--jobs", "2", "-o", out)
    assert (again.code, again.out) == (0, b"")
    assert out.read_bytes() == first.out


def test_settings_choose_language_and_size(tmp_path: Path) -> None:
    needs("report")
    (tmp_path / "qnmine.toml").write_text(
        '[all]\nlang = "vi"\n[report]\ntitle = "Tin Quảng Ninh"\nmax-texts = 0\n', encoding="utf-8"
    )
    legend = qnmine("show", "--text", SENTENCE, cwd=tmp_path)
    assert legend.code == 0, legend.err
    assert legend.text.splitlines()[0].startswith("[PER] người: 1")
    report = qnmine("report", "--text", SENTENCE, cwd=tmp_path)
    assert report.code == 0, report.err
    assert "<title>Tin Quảng Ninh</title>" in report.text
    assert '<html lang="vi">' in report.text
    assert "<article" not in report.text


@pytest.mark.parametrize("view", VIEWS)
def test_no_text_at_all(view: str, tmp_path: Path) -> None:
    needs(view)
    empty = tmp_path / "empty.csv"
    empty.write_text("text\n", encoding="utf-8")
    result = qnmine(*VIEWS[view], empty)
    assert_inert(view, result)
    assert "Traceback" not in result.err
