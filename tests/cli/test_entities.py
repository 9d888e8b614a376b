"""`qnmine entities`: groups, selections, saved tables, and which options go together."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import run
from tests import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Entities = Callable[..., list[dict[str, str]]]

NEWS = """\
id,date,section,text
a,2024-06-25,Xã hội,"Ông Phạm Văn Thể thăm Hạ Long. Hạ Long đón khách."
b,26/06/2024,Xã hội,"Du khách đến Hạ Long. Bà Nguyễn Thị Hiền phát biểu."
c,2024-07-01T08:30:00+07:00,Kinh tế,"Du khách đến Hạ Long và Việt Nam."
d,hôm qua,,"Họ yêu Việt Nam."
e,,Kinh tế,"Không có gì ở đây cả."
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.fixture
def entities(tmp_path: Path) -> Entities:
    def call(*arguments: object, code: ExitCode = ExitCode.DONE) -> list[dict[str, str]]:
        out = tmp_path / "out.csv"
        assert run(["entities", *map(str, arguments), "-o", str(out)]) == code
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return call


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the run said, without the closing count."""
    return [line.removeprefix("qnmine: ") for line in capsys.readouterr().err.splitlines()[:-1]]


def columns(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_groups_by_a_column(entities: Entities, news: Path) -> None:
    rows = entities(news, "--by", "section", "--type", "loc")
    assert list(rows[0]) == [
        "section", "name", "type", "mentions", "docs", "variants", "group_docs", "group_words",
    ]  # fmt: skip
    assert columns(rows, "section", "name", "mentions", "docs", "group_docs", "group_words") == [
        ("Kinh tế", "Hạ Long", "1", "1", "2", "11"),
        ("Kinh tế", "Việt Nam", "1", "1", "2", "11"),
        ("Xã hội", "Hạ Long", "3", "2", "2", "13"),
        ("", "Việt Nam", "1", "1", "1", "3"),
    ]


def test_groups_by_period(entities: Entities, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = entities(news, "--by", "quarter,month", "--date-column", "date", "--limit", 1)
    assert columns(rows, "quarter", "month", "name", "group_docs") == [
        ("2024-Q2", "2024-06", "Hạ Long", "2"),
        ("2024-Q3", "2024-07", "Hạ Long", "1"),
        ("", "", "Việt Nam", "2"),
    ]
    (line,) = told(capsys)
    assert line == (
        "warning: --date-column date: 2 documents have no date that fits --by, for example d (hôm qua); "
        "grouped under the empty value"
    )


def test_the_group_of_a_file_is_the_file(entities: Entities) -> None:
    rows = entities(SEEDS, "--by", "doc", "--limit", 2)
    assert len(rows) == 10
    assert [row["doc"] for row in rows] == sorted(row["doc"] for row in rows)
    whole = {(row["name"], row["type"]): int(row["mentions"]) for row in entities(SEEDS)}
    parts: dict[tuple[str, str], int] = {}
    for row in entities(SEEDS, "--by", "doc"):
        key = row["name"], row["type"]
        parts[key] = parts.get(key, 0) + int(row["mentions"])
    assert parts == whole


def test_the_limit_holds_for_each_group_after_sorting(entities: Entities, news: Path) -> None:
    rows = entities(news, "--by", "section", "--sort", "name", "--limit", 1, "--columns", "name,section")
    assert columns(rows, "section", "name") == [
        ("Kinh tế", "Hạ Long"),
        ("Xã hội", "Hạ Long"),
        ("", "Việt Nam"),
    ]


def test_a_group_column_that_clashes_is_renamed(entities: Entities, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("text,type,docs\nHọ đến Hạ Long.,tin,9\n", encoding="utf-8")
    (row,) = entities(path, "--by", "type,docs")
    assert (row["meta_type"], row["meta_docs"], row["type"], row["docs"]) == ("tin", "9", "LOC", "1")


def test_parquet_and_json_know_the_types_of_groups(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(["entities", str(news), "--by", "section", "--limit", "1", "-o", str(out)]) == ExitCode.DONE
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert (first["section"], first["group_docs"], first["group_words"]) == ("Kinh tế", 2, 11)


def test_mentions_with_all_that_can_be_said_of_them(entities: Entities, news: Path) -> None:
    rows = entities(news, "--mentions", "--score", "--context", 2, "--nested", "--keep", "section")
    assert list(rows[0]) == [
        "doc", "sentence", "start", "end", "text", "type", "name", "score", "depth", "left", "right",
        "section",
    ]  # fmt: skip
    assert columns(rows, "text", "left", "right", "section", "depth")[:2] == [
        ("Phạm Văn Thể", "Ông ", " thăm Hạ", "Xã hội", "0"),
        ("Hạ Long", "Thể thăm ", ". Hạ Long", "Xã hội", "0"),
    ]
    assert all(0 < float(row["score"]) <= 1 for row in rows)


def test_chosen_mentions(entities: Entities, news: Path) -> None:
    everything = entities(news, "--mentions", "--score")
    sure = entities(news, "--mentions", "--min-score", "0.99")
    assert columns(sure, "doc", "start") == [
        (row["doc"], row["start"]) for row in everything if float(row["score"]) >= 0.99
    ]
    assert 0 < len(sure) < len(everything)
    people = entities(news, "--mentions", "--type", "PER,ORG")
    assert columns(people, "name") == [("Phạm Văn Thể",), ("Nguyễn Thị Hiền",)]
    assert columns(entities(news, "--min-mentions", 2), "name", "mentions") == [
        ("Hạ Long", "4"),
        ("Việt Nam", "2"),
    ]


def test_corrections_and_those_of_no_use(
    entities: Entities, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.csv"
    lines = ("action,text,type,name,doc", "drop,Hạ Long,,,a", "rename,Việt Nam,,VN,", "drop,Huế,,,")
    mine.write_text("\n".join(lines), encoding="utf-8")
    rows = entities(news, "--corrections", mine, "--type", "LOC")
    assert columns(rows, "name", "mentions") == [("Hạ Long", "2"), ("VN", "2")]
    (line,) = told(capsys)
    assert line.startswith("warning: ")
    assert "mine.csv:4" in line
    assert len(entities(news, "--corrections", mine, "--mentions", "--limit", 1)) == 1
    assert told(capsys) == [], "the run ended before the lines could be of use"
    saved = tmp_path / "saved.csv"
    assert run(["entities", str(news), "--mentions", "-o", str(saved)]) == ExitCode.DONE
    assert entities("--from-mentions", saved, "--corrections", mine, "--type", "LOC") == rows
    before = mine.read_bytes()
    assert run(["entities", str(news), "--corrections", str(mine), "-o", str(mine)]) == ExitCode.USAGE
    assert mine.read_bytes() == before


@pytest.mark.parametrize("extension", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_saved_mentions_give_the_same_table(
    extension: str, news: Path, tmp_path: Path, entities: Entities
) -> None:
    if extension in {"parquet", "xlsx"}:
        pytest.importorskip("pyarrow" if extension == "parquet" else "openpyxl")
    saved = tmp_path / f"saved.{extension}"
    keep = ("--keep", "section,date")
    assert run(["entities", str(news), "--mentions", "--score", *keep, "-o", str(saved)]) == ExitCode.DONE
    assert entities("--from-mentions", saved) == entities(news)
    assert entities("--from-mentions", saved, "--mentions", "--score", *keep) == entities(
        news, "--mentions", "--score", *keep
    )
    by = ("--by", "section", "--type", "LOC", "--min-score", "0.5")
    rows = columns(entities("--from-mentions", saved, *by), "section", "name", "mentions", "group_docs")
    assert rows == [
        ("Kinh tế", "Hạ Long", "1", "1"),  # a document without mentions is not in the table
        ("Kinh tế", "Việt Nam", "1", "1"),
        ("Xã hội", "Hạ Long", "3", "2"),
        ("", "Việt Nam", "1", "1"),
    ]
    assert {row["group_words"] for row in entities("--from-mentions", saved, *by)} == {""}


def test_places_of_texts_and_of_saved_mentions(entities: Entities, tmp_path: Path) -> None:
    rows = entities(SEEDS, "--places")
    assert {row["type"] for row in rows} == {"LOC"}
    assert list(rows[0])[5:] == ["code", "level", "province", "relation", "current_name", "current_code"]
    found = {row["name"]: (row["code"], row["level"], row["relation"]) for row in rows}
    assert found["Quảng Ninh"] == ("22", "province", "same")
    assert found["Việt Nam"] == ("VN", "country", "same")
    successors = [row for row in rows if row["name"] == "Bình Liêu"]
    assert len(successors) > 1
    assert {row["relation"] for row in successors} == {"split"}
    assert len({row["mentions"] for row in successors}) == 1
    saved, placed = tmp_path / "mentions.csv", tmp_path / "placed.csv"
    for path, more in ((saved, ()), (placed, ("--places",))):
        assert run(["entities", str(SEEDS), "--mentions", *more, "-o", str(path)]) == ExitCode.DONE
    assert entities("--from-mentions", saved, "--places") == rows
    assert entities("--from-mentions", saved, "--places", "--mentions") == entities(
        placed, "--from-mentions", "--places", "--mentions"
    )
    plain = [row for row in entities(SEEDS) if row["type"] == "LOC"]
    assert entities("--from-mentions", placed) == plain, "successors of a place are one mention"


def test_places_of_saved_mentions_are_told_by_their_sentence(
    entities: Entities, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.csv"
    header = "doc,sentence,start,end,text,type,name\n"
    rows = "a,1,0,7,Đông Hà,LOC,Đông Hà\na,1,30,38,phường 5,LOC,Phường 5\na,2,60,66,Đà Lạt,LOC,Đà Lạt\n"
    saved.write_text(header + rows, encoding="utf-8")
    for more in ((), ("--mentions",)):
        found = entities("--from-mentions", saved, "--places", *more)
        assert {row["code"] for row in found if row["name"] == "Phường 5"} == {"19348"}
        assert "the tables hold places alone" in capsys.readouterr().err
    with_a_body = rows + "a,2,70,83,UBND tỉnh,ORG,UBND tỉnh\n"
    saved.write_text(header + with_a_body, encoding="utf-8")
    entities("--from-mentions", saved, "--places")
    assert "places alone" not in capsys.readouterr().err


def test_what_corrections_take_from_a_score_is_not_laid_on_the_engine(
    entities: Entities, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("action,text,type,name,doc\nretype,Hạ Long,ORG,,\n", encoding="utf-8")
    text = tmp_path / "text.csv"
    text.write_text("text\nDu khách đến Hạ Long.\n", encoding="utf-8")
    (row,) = entities(text, "--mentions", "--score", "--corrections", mine)
    assert row["score"] == ""
    assert "gives no scores" not in capsys.readouterr().err


def test_saved_tables_of_several_nights(
    entities: Entities, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for path in (first, second):
        assert run(["entities", str(news), "--mentions", "-o", str(path)]) == ExitCode.DONE
    lines = second.read_text(encoding="utf-8").splitlines()
    second.write_text("\n".join([*lines, "a,9,500,507,Hạ Long,LOC,Hạ Long"]), encoding="utf-8")
    capsys.readouterr()
    rows = entities("--from-mentions", first, second, "--type", "LOC")
    assert columns(rows, "name", "mentions", "docs") == [("Hạ Long", "5", "3"), ("Việt Nam", "2", "2")]
    (line,) = told(capsys)
    assert line.startswith("warning: 8 mentions stand in the tables more than once and count once")
    assert "2.csv:1" in line


def test_names_inside_names_of_saved_tables_do_not_count(entities: Entities, tmp_path: Path) -> None:
    path = tmp_path / "nested.csv"
    text = "Theo UBND tỉnh Quảng Ninh, khách tăng."
    assert run(["entities", "--text", text, "--mentions", "--nested", "-o", str(path)]) == ExitCode.DONE
    assert ",1\n" in path.read_text(encoding="utf-8")
    assert {row["type"] for row in entities("--from-mentions", path)} == {"ORG"}
    assert entities("--from-mentions", path, "--mentions") == entities("--text", text, "--mentions")
    again = entities("--from-mentions", path, "--mentions", "--nested")
    assert again == entities("--text", text, "--mentions", "--nested")


def test_bad_rows_of_saved_tables_are_told(
    entities: Entities, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.csv"
    path.write_text(
        "doc,start,end,text,type,name\na,0,7,Hạ Long,LOC,Hạ Long\na,x,9,y,LOC,y\n", encoding="utf-8"
    )
    rows = entities("--from-mentions", path, code=ExitCode.SOME_DOCUMENTS_FAILED)
    assert columns(rows, "name", "docs") == [("Hạ Long", "1")]
    failure, count = capsys.readouterr().err.splitlines()
    assert failure == "qnmine: m.csv:2: 'start' is x, no whole number"
    assert count == "qnmine: 1 document, 1 failed, 1 row"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--score",), ("--score", "--mentions")),
        (("--context", "3"), ("--context", "--mentions")),
        (("--nested",), ("--nested", "--mentions")),
        (("--keep", "section"), ("--keep", "--by section")),
        (("--mentions", "--by", "section"), ("--by", "--keep")),
        (("--mentions", "--date-column", "date"), ("--by",)),
        (("--mentions", "--min-mentions", "2"), ("--min-mentions",)),
        (("--date-column", "date"), ("--date-column", "--by day")),
        (("--by", "section,section"), ("--by section", "twice")),
        (("--by", "sektion"), ("--by sektion", "did you mean 'section'?")),
        (("--by", "month"), ("--date-column", "--by month")),
        (("--by", "month", "--date-column", "datum"), ("--date-column datum", "did you mean 'date'?")),
        (("--type", "PERS"), ("'PERS'", "PER, ORG, LOC")),
        (("--type", ""), ("--type",)),
        (("--min-score", "2"), ("--min-score",)),
        (("--min-mentions", "0"), ("--min-mentions",)),
        (("--mentions", "--context", "0"), ("--context",)),
        (("--places", "--type", "PER"), ("--places", "--type")),
        (("--format", "spans", "--by", "section"), ("--by", "--format spans")),
        (("--format", "spans", "--places"), ("--places", "--format spans")),
        (("--format", "bio", "--score"), ("--score", "--format bio")),
        (("--format", "bio", "--min-mentions", "2"), ("--min-mentions", "--format bio")),
        (("--corrections", "missing.csv"), ("--corrections", "missing.csv")),
        (("--from-mentions",), ("--from-mentions doc", "news.csv")),
        (("--from-mentions", "--mentions", "--context", "3"), ("--context", "--from-mentions")),
        (("--from-mentions", "--format", "spans"), ("--format spans", "--from-mentions")),
        (("--from-mentions", "--engine", "underthesea"), ("--engine", "--from-mentions")),
        (("--from-mentions", "--model", "qnmine"), ("--model", "--from-mentions")),
        (("--engine", "nothing"), ("--engine", "nothing")),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    news: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = [] if "--format" in arguments else ["-o", str(tmp_path / "out.csv")]
    assert run(["entities", str(news), *arguments, *out]) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    for word in words:
        assert word in line
    assert not (tmp_path / "out.csv").exists()


def test_a_string_is_no_saved_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["entities", "--text", "Hạ Long", "--from-mentions"]) == ExitCode.USAGE
    assert "--text" in capsys.readouterr().err
    assert run(["entities", "--text", "Hạ Long", "--by", "section"]) == ExitCode.USAGE
    assert "leave out --by" in capsys.readouterr().err
    assert run(["entities", str(SEEDS), "--by", "section"]) == ExitCode.USAGE
    assert "no input is a table" in capsys.readouterr().err


def test_a_connection_is_not_allowed_by_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "qnmine.toml").write_text("[entities]\ndownload = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["entities", "--text", "Hạ Long"]) == ExitCode.USAGE
    assert "'download' can only be given on the command line" in capsys.readouterr().err
