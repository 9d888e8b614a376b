"""`qnmine network` as its users call it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from qnmine.cli.main import run
from tests import SEEDS
from tests.contract.harness import qnmine

TEXT = "Ông Phạm Văn Thể thăm Hạ Long. Ông Phạm Văn Thể ở Quảng Ninh.\nHạ Long đẹp.\n"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("network") / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _pairs(*arguments: str | Path) -> dict[tuple[str, str], str]:
    """Run it in this process, for speed; return the count of each pair."""
    path = Path(str(arguments[0])).with_name("pairs.csv")
    assert run(["network", *map(str, arguments), "-q", "-o", str(path)]) == 0
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["source"], row["target"]): row["count"] for row in csv.DictReader(file)}


def test_windows_and_types(article: Path) -> None:
    together = {("Hạ Long", "Phạm Văn Thể"): "1", ("Phạm Văn Thể", "Quảng Ninh"): "1"}
    assert _pairs(article) == together
    assert _pairs(article, "--window", "paragraph") == {**together, ("Hạ Long", "Quảng Ninh"): "1"}
    assert _pairs(article, "--window", "document", "--type", "loc") == {("Hạ Long", "Quảng Ninh"): "1"}
    assert _pairs(article, "--min-count", "2") == {}


def test_ranked_by_a_measure() -> None:
    rows = qnmine("network", SEEDS, "--measure", "log_likelihood").rows
    shown = [float(row["log_likelihood"]) for row in rows if float(row["npmi"]) >= 0]
    assert shown == sorted(shown, reverse=True)


def test_corrections_come_first_and_unused_lines_are_told(article: Path, tmp_path: Path) -> None:
    fixes = tmp_path / "fixes.csv"
    lines = ["action,text,type,name,doc", "drop,Quảng Ninh,,,", "rename,Phạm Văn Thể,,Thể,", "drop,Bác,,,"]
    fixes.write_text("\n".join(lines), encoding="utf-8")
    result = qnmine("network", article, "--corrections", fixes)
    assert [(row["source"], row["target"]) for row in result.rows] == [("Hạ Long", "Thể")]
    assert result.errors == [
        f"qnmine: warning: {fixes}:4: drop 'Bác' changed nothing: no mention has this text"
    ]


def test_graphml_is_read_by_networkx(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "net.graphml"
    result = qnmine("network", SEEDS, "--min-count", "2", "-o", path)
    assert (result.code, result.out) == (0, b"")
    rows = qnmine("network", SEEDS, "--min-count", "2").rows
    assert result.err.splitlines()[-1] == f"qnmine: 5 documents, 0 failed, {len(rows)} rows"
    graph = networkx.read_graphml(path)
    nodes = dict(graph.nodes(data=True))
    labels = [(node["label"], node["type"]) for node in nodes.values()]
    entities = {
        (row["name"], row["type"]): (int(row["mentions"]), int(row["docs"]))
        for row in qnmine("entities", SEEDS).rows
    }
    assert len(labels) == len(set(labels)) > 3
    for node in nodes.values():
        assert (node["mentions"], node["docs"]) == entities[node["label"], node["type"]]
    edges = [
        (nodes[one]["label"], nodes[two]["label"], data["count"], data["npmi"])
        for one, two, data in graph.edges(data=True)
    ]
    expected = [(row["source"], row["target"], int(row["count"]), float(row["npmi"])) for row in rows]
    assert sorted((*sorted(edge[:2]), *edge[2:]) for edge in edges) == sorted(
        (*sorted(edge[:2]), *edge[2:]) for edge in expected
    )
    assert run(["network", str(SEEDS), "--min-count", "2", "-q", "-o", str(tmp_path / "again.graphml")]) == 0
    assert (tmp_path / "again.graphml").read_bytes() == path.read_bytes()


def test_graphml_of_odd_names_and_of_nothing(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    fixes = tmp_path / "fixes.csv"
    fixes.write_text('action,text,type,name,doc\nadd,A<B,PER,"x & ""y""",\nadd,C,LOC,,\n', encoding="utf-8")
    texts = {"A<B \x00 C": ['x & "y"', "C"], "": []}
    for text, labels in texts.items():
        arguments = ("network", "-", "--corrections", fixes, "--format", "graphml", "-q")
        result = qnmine(*arguments, stdin=text.encode())
        graph = networkx.read_graphml(io.BytesIO(result.out))
        assert sorted(label for _, label in graph.nodes(data="label")) == sorted(labels)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--window", "line"), ("--window", "sentence")),
        (("--measure", "pmi"), ("--measure", "npmi")),
        (("--min-count", "0"), ("--min-count",)),
        (("--type", "PERSON"), ("PERSON", "PER, ORG, LOC")),
        (("--corrections", "missing.csv"), ("--corrections missing.csv", "no such file")),
        (("--corrections", "a.txt"), ("a.txt:1", "action,text,type,name,doc")),
        (("--corrections", "fixes.csv", "-o", "fixes.csv"), ("fixes.csv",)),
        (("--format", "graphml", "--limit", "3"), ("--limit", "graphml")),
        (("--model", "missing.model"), ("missing.model",)),
        (("--engine", "nothing"), ("nothing",)),
    ],
)
def test_wrong_requests(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fixes.csv").write_text("action,text,type,name,doc\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["network", "a.txt", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    for word in words:
        assert word in line
