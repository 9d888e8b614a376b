"""`--plot FILE` as its users call it: plots for papers beside the tables of commands."""

from __future__ import annotations

import struct
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from qnmine.cli.main import run
from tests import SEEDS
from tests.contract.harness import environment, qnmine

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("matplotlib")

NEWS = """\
date,section,text
2023-11-05,Kinh tế,"Giá vàng tăng, giá vàng giảm."
2024-02-29,Kinh tế,Giá vàng giảm ở $x^2$.
2024-03-01,Xã hội,Hà Nội nêu giá vàng.
"""


@pytest.fixture(autouse=True)
def _with_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have SVG files hold text as text, so that it can be read here."""
    from qnmine.plots.figure import STYLE

    monkeypatch.setitem(STYLE, "svg.fonttype", "none")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


def draw(path: Path, *arguments: str | Path) -> ElementTree.Element:
    """Run a command in this process and return the SVG file that it draws."""
    out = path / "plot.svg"
    table = path / "table.csv"
    assert run([*map(str, arguments), "-q", "--plot", str(out), "-o", str(table)]) == 0
    return ElementTree.parse(out).getroot()


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text")]


def ids(svg: ElementTree.Element, prefix: str) -> list[str]:
    return [node.get("id", "") for node in svg.iter() if node.get("id", "").startswith(prefix)]


def test_words(tmp_path: Path) -> None:
    svg = draw(tmp_path, "keywords", SEEDS, "--lang", "vi", "--limit", "13")
    told = texts(svg)
    # By reading: 13 x Truyền thông and 5 x truyền thông in one article.
    assert {"truyền thông", "18"} <= set(told)
    assert "số lần xuất hiện" in told
    assert len(ids(svg, "bar-")) == 13
    assert not [one for one in told if "trong" in one]


def test_most_words_are_left_to_the_table(tmp_path: Path) -> None:
    svg = draw(tmp_path, "keywords", SEEDS, "--lang", "en")
    lines = (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()
    assert len(ids(svg, "bar-")) == 40
    assert f"top 40 of {len(lines) - 1}" in texts(svg)


def test_groups_have_a_panel_each(tmp_path: Path, news: Path) -> None:
    svg = draw(tmp_path, "keywords", news, "--by", "section", "--lang", "en")
    told = texts(svg)
    assert {"Kinh tế", "Xã hội"} <= set(told)
    assert told.count("giá vàng") + told.count("vàng") >= 2


def test_people_have_their_colour(tmp_path: Path) -> None:
    svg = draw(tmp_path, "entities", SEEDS, "--type", "PER", "--lang", "vi")
    told = texts(svg)
    assert {"Phạm Văn Thể", "Nguyễn Xuân Ký", "người", "số lượt nhắc"} <= set(told)
    assert "tổ chức" not in told
    assert "#cc79a7" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


def test_a_network(tmp_path: Path) -> None:
    svg = draw(tmp_path, "network", SEEDS, "--lang", "vi", "--min-count", "2")
    told = texts(svg)
    assert {"tổ chức", "địa danh"} <= set(told)
    rows = (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(ids(svg, "link-")) == len(rows)
    names = {row.split(",")[0] for row in rows} | {row.split(",")[2] for row in rows}
    assert len(ids(svg, "node-")) == len(ids(svg, "name-")) == len(names)


def test_a_trend_has_gaps(tmp_path: Path, news: Path) -> None:
    svg = draw(tmp_path, "trend", "giá vàng", news, "--date-column", "date", "--lang", "en")
    told = texts(svg)
    assert {"2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "per million words"} <= set(told)
    (line,) = (node for node in svg.iter() if node.get("id") == "line-1")
    path = next(iter(line.iter("{http://www.w3.org/2000/svg}path"))).get("d", "")
    assert path.count("M") == 2  # December and January have no texts


def test_strips(tmp_path: Path) -> None:
    svg = draw(tmp_path, "dispersion", SEEDS, "--query", "UNESCO", "--query", "Foxconn", "--lang", "vi")
    assert {"UNESCO", "Foxconn", "vị trí trong ngữ liệu, tính bằng từ"} <= set(texts(svg))
    ticks = {
        node.get("id"): len(list(node.iter("{http://www.w3.org/2000/svg}path")))
        for node in svg.iter()
        if node.get("id", "").startswith("strip-")
    }
    assert ticks == {"strip-1": 2, "strip-2": 1}  # by reading
    assert "plot" not in (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()[0]


def test_the_table_is_the_same_with_a_plot(tmp_path: Path) -> None:
    options = (str(SEEDS), "--sort", "-docs", "--columns", "docs,term", "--limit", "5")
    plotted = qnmine("keywords", *options, "--plot", tmp_path / "a.svg")
    assert plotted.code == 0
    assert plotted.text == qnmine("keywords", *options).text


@pytest.mark.parametrize("extension", ["svg", "png", "pdf"])
def test_the_same_bytes_each_time(tmp_path: Path, extension: str) -> None:
    files = [tmp_path / f"{name}.{extension}" for name in "ab"]
    for file in files:
        assert run(["network", str(SEEDS), "-q", "--plot", str(file), "-o", str(tmp_path / "a.csv")]) == 0
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert first.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-1.4"}[extension])
    assert b"CreationDate" not in first
    if extension == "pdf":
        assert b"/Type0" in first or b"/TrueType" in first  # letters, not pictures of them


def test_the_size_is_in_millimetres(tmp_path: Path) -> None:
    file = tmp_path / "a.PNG"
    arguments = ["keywords", str(SEEDS), "-q", "--limit", "5", "--plot", str(file), "--plot-size", "85x60"]
    assert run([*arguments, "-o", str(tmp_path / "a.csv")]) == 0
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    assert width == pytest.approx(85 / 25.4 * 300, abs=1)
    assert height == pytest.approx(60 / 25.4 * 300, abs=1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("keywords", "--plot", "a.jpg"),
            "a.jpg: the extension tells the format; end it in .svg, .png or .pdf",
        ),
        (
            ("trend", "vàng", "--date-column", "date", "--plot", "a.jpg"),
            "a.jpg: the extension tells the format",
        ),
        (("keywords", "--plot-size", "85x60"), "--plot-size is of the file of --plot"),
        (("keywords", "--plot", "a.svg", "--plot-size", "85"), "expected width and height in millimetres"),
        (("keywords", "--plot", "a.svg", "--plot-size", "1x2000"), "between 20 and 1000 mm"),
        (("keywords", "--plot", "a.svg", "--errors", "a.svg"), "a.svg"),
        (
            ("entities", "--plot", "a.svg", "--mentions"),
            "--plot draws the table of entities; leave out --mentions",
        ),
        (("entities", "--plot", "a.svg", "-f", "bio"), "leave out --format bio"),
        (("dispersion", "--plot", "a.svg", "--columns", "plot,term"), "there is no column 'plot'"),
        (("keywords", "--plot", "no/such/a.svg"), "no/such"),
    ],
)
def test_what_means_nothing_is_refused(
    news: Path, arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = qnmine(*arguments, str(news))
    assert (result.code, result.out) == (2, b"")
    assert told in result.err
    assert not (tmp_path / "a.svg").exists()


def test_files_that_are_not_replaced(tmp_path: Path, news: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text("old", encoding="utf-8")
    result = qnmine("keywords", news, "--plot", file, "--no-clobber")
    assert result.code == 2
    assert "exists already" in result.err
    picture = tmp_path / "text.svg"
    picture.write_text("Giá vàng", encoding="utf-8")
    result = qnmine("keywords", picture, "--plot", picture)
    assert result.code == 2
    assert picture.read_text(encoding="utf-8") == "Giá vàng"
    assert file.read_text(encoding="utf-8") == "old"


def test_a_plot_in_the_table_needs_no_file(news: Path) -> None:
    for arguments in (("--plot", news), (news, "--plot")):
        result = qnmine("trend", "--query", "giá vàng", *arguments, "--date-column", "date", "-f", "table")
        assert result.code == 0, result.err
        assert "term      count  docs  per_million  plot" in result.text


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, news: Path) -> None:
    program = (
        "import importlib.util as u, sys; find = u.find_spec; "
        "u.find_spec = lambda name, *rest: None if name == 'matplotlib' else find(name, *rest); "
        "from qnmine.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    arguments = [sys.executable, "-c", program, "keywords", str(news), "--plot", str(tmp_path / "a.svg")]
    result = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", env=environment())
    assert result.returncode == 2
    assert result.stdout == ""
    assert "--plot FILE needs Matplotlib; install it with: pip install 'qnmine[plot]'" in result.stderr


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    titles = ["$\\frac{1}{0}$", "<script>alert(1)</script>", "\u202eab", "中文", "ă" * 10_000, ""]
    rows = "".join(f'"{title}",biển và sông\n' for title in titles)
    path.write_text(f"section,text\n{rows}", encoding="utf-8")
    file = tmp_path / "plot.svg"
    result = qnmine("keywords", path, "--by", "section", "--plot", file, "-o", tmp_path / "t.csv")
    assert result.code == 0, result.err
    assert result.err.splitlines()[0] == (
        "qnmine: warning: --plot: the font DejaVu Sans has no 中 (U+4E2D), 文 (U+6587); drawn as □"
    )
    ElementTree.parse(file)
    svg = draw(tmp_path, "keywords", path, "--by", "section")
    assert {"$\\frac{1}{0}$", "<script>alert(1)</script>", "<U+202E>ab", "□□"} <= set(texts(svg))
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("command", ["keywords", "entities", "network", "dispersion"])
def test_nothing_to_draw_is_said(tmp_path: Path, command: str) -> None:
    svg = draw(tmp_path, command, "--text", "", "--lang", "vi")
    assert texts(svg) == ["không có gì để vẽ"]


def test_the_plot_is_whole_if_the_reader_of_the_table_goes(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    command = [
        sys.executable,
        "-m",
        "qnmine",
        "keywords",
        str(SEEDS),
        "-q",
        "--no-stopwords",
        "--ngrams",
        "1-5",
    ]
    process = subprocess.Popen(
        [*command, "--plot", str(file)],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.wait(60)
    assert ElementTree.parse(file).getroot().tag.endswith("svg")
