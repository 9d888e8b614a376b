"""The measured figures belong to what ships, and the documents say them: tables, prose, known failures."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import qnmine
from tests import ROOT
from tests.benchmarks.accuracy import MEASURED, WORD_MODEL
from tests.benchmarks.accuracy_dates import days_of, scored, search_dates
from tests.benchmarks.accuracy_entities import CHANGES, MODEL
from tests.benchmarks.accuracy_markdown import percent, whole
from tests.benchmarks.accuracy_scores import scores, sha256
from tests.benchmarks.accuracy_tables import (
    TABLES,
    TablesError,
    documents,
    has_tables,
    main,
    measured,
    replaced,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD = MODEL.with_name("README.md")
CONTENT = measured()
DOCUMENTS = [path for path in documents() if path.name != "CHANGELOG.md"]


def test_the_figures_are_those_of_the_models_and_the_version_that_ship() -> None:
    assert CONTENT["entities"]["model"] == sha256(MODEL), (
        "another entity model: measure it (tests.benchmarks.accuracy)"
    )
    assert CONTENT["words"]["model"] == sha256(WORD_MODEL), "another word model: measure it"
    assert CONTENT["qnmine"] == qnmine.__version__


def test_the_shares_are_those_of_their_counts() -> None:
    rows = list(_rows(CONTENT))
    assert len(rows) > 100
    for row in rows:
        assert row["correct"] <= min(row["gold"], row["predicted"])
        for share, found in (("precision", row["predicted"]), ("recall", row["gold"])):
            assert row[share] == pytest.approx(row["correct"] / found if found else 0, abs=1e-5)
        assert row["f1"] == pytest.approx(2 * row["correct"] / (row["gold"] + row["predicted"]), abs=1e-5)
        assert row.get("low", 0) <= row["f1"] <= row.get("high", 1)


def test_the_figures_do_not_say_where_they_were_measured() -> None:
    written = MEASURED.read_text(encoding="utf-8")
    assert not re.search(r'["\s]/|[A-Z]:\\', written)


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every row of scores."""
    if isinstance(value, dict):
        if "f1" in value:
            yield value
        else:
            for held in value.values():
                yield from _rows(held)
    elif isinstance(value, list):
        for held in value:
            yield from _rows(held)


# Documents.


@pytest.mark.parametrize("path", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_a_document_says_what_was_measured(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert replaced(text, CONTENT) == text, "run python -m tests.benchmarks.accuracy_tables"
    wrong = {said for said, known in _quoted(text) if said.replace(",", ".") not in known}
    assert not wrong, f"figures in the prose that were not measured: {', '.join(sorted(wrong))}"


COMPARISONS = {
    "README.md": ("words, F1", "entities, F1", "days, months and years, F1"),
    "README.vi.md": ("tách từ, F1", "tên riêng, F1", "ngày, tháng, năm, F1"),
    "examples/guide/accuracy.md": ("words, F1", "entities, F1", "days, months and years, F1"),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_other_tools_are_compared_by_what_was_measured(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    peers = CONTENT["peers"]
    days = peers["dateparser"]["dates"]["rows"]
    systems = (CONTENT, peers["underthesea"], peers["pyvi"])
    f1 = [
        [percent(whole(system[task])["f1"]) for system in systems if task in system]
        for task in ("words", "entities")
    ]
    f1.append([percent(days[each]["f1"]) for each in ("qnmine", "dateparser")])
    for title, figures in zip(COMPARISONS[name], f1, strict=True):
        (row,) = re.findall(rf"^\| {title} \|(.*)\|$", text, re.MULTILINE)
        assert [said.replace(",", ".") for said in re.findall(r"\d\d[.,]\d", row)] == figures


def test_the_card_has_tables_of_every_model() -> None:
    assert has_tables(CARD.read_text(encoding="utf-8"))


# What is said of precision, recall and F1 in words, English or Vietnamese, with a figure after it.
QUOTED = {
    "f1": re.compile(r"\bF1(?: is| of| was| là| đạt| bằng)? (\d\d[.,]\d)\b"),
    "precision": re.compile(
        r"(?:\bprecision|độ chính xác)(?: is| of| là| đạt)? (\d\d[.,]\d)\b", re.IGNORECASE
    ),
    "recall": re.compile(r"(?:\brecall|độ phủ)(?: is| of| là| đạt)? (\d\d[.,]\d)\b", re.IGNORECASE),
}


def _quoted(text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield figures that the prose gives, with all that were measured of the kind."""
    prose = re.sub(r"```.*?```|<!-- (\w+) table.*?<!-- /\1 table -->", "", text, flags=re.DOTALL)
    for name, pattern in QUOTED.items():
        known = {percent(row[name]) for row in _rows(CONTENT)}
        for found in pattern.finditer(" ".join(prose.split())):
            yield found[1], known


def test_figures_in_prose_are_found() -> None:
    said = [
        figure for figure, _ in _quoted("strict F1 90.8; độ chính xác 91,8, F1 đạt 12,3\n```\nF1 11.1\n```")
    ]
    assert said == ["90.8", "12,3", "91,8"]


def _f1(task: str) -> list[str]:
    """Return F1 of qnmine and of those beside it, in percent."""
    held = [CONTENT[task], *(peer[task] for peer in CONTENT["peers"].values() if task in peer)]
    return [percent(scored["rows"][0]["f1"]) for scored in held]


def _shares(task: str) -> list[str]:
    row = CONTENT[task]["rows"][0]
    return [percent(row[name]) for name in ("precision", "recall", "f1")]


_BY_THE_DAY = CONTENT["peers"]["dateparser"]["dates"]["rows"]
_DAYS = [percent(_BY_THE_DAY[name]["f1"]) for name in ("qnmine", "dateparser")]
WRITTEN = {
    **dict.fromkeys(("words, F1", "tách từ, F1"), _f1("words")),
    **dict.fromkeys(("entities, F1", "tên riêng, F1"), _f1("entities")),
    **dict.fromkeys(("days, months and years, F1", "ngày, tháng, năm, F1"), _DAYS),
    "tên riêng (người, tổ chức, địa danh)": _shares("entities"),
    "tách từ": _shares("words"),
    "con số": _shares("numbers"),
    "ngày tháng": _shares("dates"),
}
"""The figures in rows of tables that are written by hand, by the first cell."""


@pytest.mark.parametrize("name", WRITTEN)
def test_a_row_written_by_hand_has_the_measured_figures(name: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    rows = [line for text in texts for line in text.splitlines() if line.startswith(f"| {name} | ")]
    assert rows
    for row in rows:
        figures = re.findall(r"\b\d\d[.,]\d\b", row.removeprefix(f"| {name} | "))
        assert [figure.replace(",", ".") for figure in figures] == WRITTEN[name]


# Known failures.


def _table(head: str) -> list[list[str]]:
    """Return the rows of the table of the card that begins with a head."""
    _, _, after = CARD.read_text(encoding="utf-8").partition(f"| {head} |\n")
    lines = after.split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


FAILURES = _table("text | found | right | what it is")
WORD_FAILURES = _table("text | found | right")


def test_there_are_known_failures() -> None:
    assert len(FAILURES) >= 15
    assert len(WORD_FAILURES) >= 3


@pytest.mark.parametrize(("text", "found", "right"), [row[:3] for row in FAILURES])
def test_a_known_failure_is_still_one(text: str, found: str, right: str) -> None:
    now = "; ".join(f"{mention.type} {mention.text}" for mention in qnmine.entities(text)) or "–"
    assert now != right, "mended: take it out of the known failures in qnmine/data/models/README.md"
    assert now == found, "it fails otherwise now: say so in qnmine/data/models/README.md"


@pytest.mark.parametrize(("text", "found", "right"), WORD_FAILURES)
def test_a_known_failure_of_words_is_still_one(text: str, found: str, right: str) -> None:
    now = " / ".join(token.text for token in qnmine.tokenize(text))
    assert now != right, "mended: take it out of the known failures in qnmine/data/models/README.md"
    assert now == found, "it fails otherwise now: say so in qnmine/data/models/README.md"


# How it is measured.


def test_rows_are_those_of_evaluate_all_types_first() -> None:
    row = {"match": "strict", "type": "PER", "gold": 2, "predicted": 1, "correct": 1, "precision": 1.0}
    rows = [
        row | {"recall": 0.5, "f1": 2 / 3},
        row | {"type": "micro", "recall": 0.5, "f1": 2 / 3, "f1_low": 0.1, "f1_high": 1.0},
        row | {"type": "macro", "recall": 0.5, "f1": 2 / 3},
        row | {"match": "lenient", "recall": 0.5, "f1": 2 / 3},
    ]
    first, second = scores(rows, "strict")
    assert (first["type"], first["f1"], first["low"], first["high"]) == ("ALL", 0.66667, 0.1, 1.0)
    assert (second["type"], "low" in second) == ("PER", False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("small letters", "ông đỗ ở İzmir"),
        ("capitals", "ÔNG ĐỖ Ở İZMIR"),
        ("no diacritics", "Ong Do o Izmir"),
    ],
)
def test_a_text_typed_otherwise_is_as_long_as_before(name: str, text: str) -> None:
    written = "Ông Đỗ ở İzmir"
    assert CHANGES[name](written) == text
    assert len(text) == len(written)


RECORD = {
    "text": "Từ năm 1995 đến nay, ngày 2/9 và 25/6/2024; thế kỷ 17.",
    "dates": [
        {"start": 3, "end": 11, "kind": "year", "value": "1995"},
        {"start": 21, "end": 29, "kind": "date", "value": "XXXX-09-02"},
        {"start": 33, "end": 42, "kind": "date", "value": "2024-06-25"},
        {"start": 44, "end": 53, "kind": "century", "value": "16XX"},
    ],
}


def test_days_are_scored_by_their_place_and_by_what_the_gold_says_of_them() -> None:
    year, feast, day = days_of(RECORD)
    assert (year.parts, feast.parts, day.parts) == (("1995", "", ""), ("", "09", "02"), ("2024", "06", "25"))

    def found(text: str) -> Iterator[Any]:
        yield type(year)(7, 11, ("1995", "06", "15"))  # without its head noun: found, and right
        yield type(year)(21, 29, ("2017", "02", "09"))  # found, and wrong
        yield type(year)(51, 53, ("2017", "06", "17"))  # in a date of another kind: neither way
        yield type(year)(12, 15, ("2017", "06", "15"))  # no date

    row = scored([RECORD], found)
    counts = [row[name] for name in ("gold", "predicted", "correct", "right")]
    assert counts == [3, 3, 2, 1]
    assert (row["precision"], row["right_share"]) == (0.66667, 0.5)


def test_dateparser_is_scored_as_it_is_called() -> None:
    pytest.importorskip("dateparser")
    (found,) = search_dates("Họp ngày 25/6/2024 tại Hạ Long.")
    assert found.parts == ("2024", "06", "25")
    assert (found.start, found.end) == (4, 18)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_as_many_cells_in_every_row(name: str) -> None:
    lines = [line for line in TABLES[name](CONTENT).splitlines() if line.startswith("|")]
    blocks = TABLES[name](CONTENT).split("\n\n")
    assert lines
    for block in blocks:
        cells = {line.count(" | ") for line in block.splitlines() if line.startswith("|")}
        assert len(cells) <= 1


def test_tables_stand_between_their_comments() -> None:
    written = "a\n<!-- accuracy table: models -->\nold\n<!-- /accuracy table -->\nb\n"
    new = replaced(written, CONTENT)
    assert TABLES["models"](CONTENT) in new
    assert new.startswith("a\n<!-- accuracy table: models -->\n| file")
    assert new.endswith("\n<!-- /accuracy table -->\nb\n")
    with pytest.raises(TablesError, match="there is no table 'speed'; there are: entities"):
        replaced(written.replace("models", "speed"), CONTENT)


def test_the_command_writes_the_documents_that_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text("<!-- accuracy table: models -->\n<!-- /accuracy table -->\n", encoding="utf-8")
    main([str(path)])
    assert sha256(MODEL) in path.read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"{path}: changed\n"
    path.write_text("none\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no <!-- accuracy table -->"):
        main([str(path)])


def test_the_file_is_json_that_can_be_read_by_others() -> None:
    content = json.loads(MEASURED.read_text(encoding="utf-8"))
    for task in ("entities", "words", "pos", "numbers", "dates"):
        assert content[task].keys() >= {"data", "data_sha256", "command", "texts", "rows"}
        assert content[task]["rows"][0]["type"] == "ALL"
        assert content[task]["command"].startswith("qnmine evaluate ")
