"""`qnmine numbers` as its users call it."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, get_args

import pytest

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.expression_rows import ExplainedNumber
from qnmine.cli.main import run
from qnmine.cli.options.expressions import NUMBER_KINDS
from qnmine.cli.shaping import columns_of
from qnmine.numbers import Number
from qnmine.numbers.quantity import NumberKind
from qnmine.output import table_of
from tests import SEEDS
from tests.contract.harness import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Numbers = Callable[..., list[dict[str, str]]]

TEXT = (
    "Hơn 28.000 tỷ đồng cho 8,94ha đất và 2 tỷ USD; 98,5% số dân. "
    "Hai huyện xếp thứ 8/70, theo Nghị quyết 57-NQ/TW. Từ 5 đến 7 km, 60-70% và 1/3 số hộ."
)


@pytest.fixture
def numbers(tmp_path: Path) -> Numbers:
    def call(*arguments: object, text: str = TEXT) -> list[dict[str, str]]:
        out = tmp_path / "out.csv"
        words = ["numbers", *map(str, arguments), "-q", "-o", str(out)]
        assert run(words if "seeds" in str(arguments[:1]) else [*words, "--text", text]) == ExitCode.DONE
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return call


def columns(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_the_rows(numbers: Numbers) -> None:
    rows = numbers()
    assert list(rows[0]) == COLUMNS["numbers"]
    assert columns(rows, "text", "kind", "value", "unit", "modifier") == [
        ("28.000 tỷ đồng", "money", "28000000000000", "VND", "hơn"),
        ("8,94ha", "measure", "8.94", "ha", ""),
        ("2 tỷ USD", "money", "2000000000", "USD", ""),
        ("98,5%", "percent", "98.5", "%", ""),
        ("Hai", "cardinal", "2", "huyện", ""),
        ("thứ 8/70", "ordinal", "8", "", ""),
        ("Từ 5 đến 7 km", "range", "", "km", ""),
        ("60-70%", "range", "", "%", ""),
        ("1/3", "fraction", repr(1 / 3), "", ""),
    ]
    assert columns(rows[5:], "low", "high", "numerator", "denominator") == [
        ("", "", "8", "70"),
        ("5", "7", "", ""),
        ("60", "70", "", ""),
        ("", "", "1", "3"),
    ]
    assert {row["sentence"] for row in rows[:4]} == {"1"}
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


def test_identifiers_only_when_asked_for(numbers: Numbers) -> None:
    every = numbers("--identifiers")
    assert [row for row in every if row["kind"] != "identifier"] == numbers()
    assert columns(numbers("--identifiers", "--kind", "identifier"), "text", "value") == [("57-NQ/TW", "")]


def test_the_biggest_sums_of_a_currency(numbers: Numbers) -> None:
    rows = numbers(SEEDS, "--unit", "VND", "--sort", "-value", "--limit", 2)
    assert columns(rows, "text", "value") == [
        ("28.000 tỷ đồng", "28000000000000"),
        ("138 tỷ đồng", "138000000000"),
    ]


def test_rows_without_a_value_sort_last(numbers: Numbers) -> None:
    for order in ("value", "-value"):
        values = [row["value"] for row in numbers("--sort", order)]
        assert values[-2:] == ["", ""]
        shown = [float(value) for value in values[:-2]]
        assert shown == sorted(shown, reverse=order.startswith("-"))


def test_kinds_and_units_are_chosen(numbers: Numbers) -> None:
    chosen = numbers("--kind", "percent,Fraction", "--kind", "measure")
    assert [row["text"] for row in chosen] == ["8,94ha", "98,5%", "1/3"]
    assert [row["text"] for row in numbers("--unit", "huyện", "--unit", "ha")] == ["8,94ha", "Hai"]
    assert [row["text"] for row in numbers("--unit", "hộ gia đi\u0300nh", text="2 hộ gia đình")] == ["2"]


def test_measures_in_their_base_unit(numbers: Numbers) -> None:
    plain, rows = numbers(), numbers("--convert")
    wanted = ("text", "value", "low", "high", "unit")
    changed = [
        row for row, old in zip(columns(rows, *wanted), columns(plain, *wanted), strict=True) if row != old
    ]
    assert changed == [("8,94ha", "89400", "", "", "m²"), ("Từ 5 đến 7 km", "", "5000", "7000", "m")]
    assert [row["text"] for row in numbers("--convert", "--unit", "m")] == ["Từ 5 đến 7 km"]
    assert numbers("--convert", "--unit", "km") == []


def test_the_rules_behind_a_value(numbers: Numbers) -> None:
    rows = numbers("--explain")
    assert list(rows[0]) == [*COLUMNS["numbers"], "rules"]
    assert [{key: row[key] for key in row if key != "rules"} for row in rows] == numbers()
    for row in rows:
        assert f"'{row['text']}'" in row["rules"]
        assert "\n" not in row["rules"]


@pytest.mark.parametrize(
    ("decimal", "values"),
    [
        ("comma", ["1234", "1.5", "2345"]),
        ("point", ["1.234", "15", "2.345"]),
        ("auto", ["1234", "1.5", "2345"]),
    ],
)
def test_the_decimal_sign(numbers: Numbers, decimal: str, values: list[str]) -> None:
    text = "Có 1.234 con, 1,5 kg và 2.345 người."
    if decimal == "point":
        text = text.replace("1,5", "1,500").replace("1,500", "15")
    assert [row["value"] for row in numbers("--decimal", decimal, text=text)] == values


def test_without_diacritics(numbers: Numbers) -> None:
    text = "Hon 28 nghin ty dong"
    (row,) = numbers("--no-diacritics", text=text)
    assert (row["text"], row["value"], row["unit"]) == ("28 nghin ty dong", "28000000000000", "VND")
    assert {row["unit"] for row in numbers(text=text)} != {"VND"}


def test_json_has_numbers(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(["numbers", "--text", "2 tỷ đồng, 1,5 kg", "-q", "-o", str(out)]) == ExitCode.DONE
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (first["value"], type(first["value"]), first["low"]) == (2_000_000_000, int, None)
    assert second["value"] == 1.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "date"), ("'date'", "cardinal, ordinal")),
        (("--kind", "identifier"), ("--kind identifier", "--identifiers")),
        (("--decimal", "dot"), ("--decimal", "comma")),
        (("--sort", "values"), ("did you mean 'value'",)),
        (("--columns", "rules"), ("'rules'",)),
    ],
)
def test_wrong_requests(
    arguments: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["numbers", "--text", "x", *arguments]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert all(word in line for word in words), line


@pytest.mark.parametrize("row_type", [Number, ExplainedNumber])
def test_the_columns_have_types_without_rows(row_type: type[Number]) -> None:
    names = columns_of(row_type)
    types = dict(zip(names, table_of((), names, row_type).types or (), strict=True))
    figures = ("value", "low", "high", "numerator", "denominator")
    assert {name for name in names if types[name] is float} == set(figures)
    assert {name for name in names if types[name] is int} == {"sentence", "start", "end"}
    assert None not in types.values()


def test_the_kinds_of_the_option_are_those_of_the_rows() -> None:
    assert get_args(NumberKind) == NUMBER_KINDS


@pytest.mark.parametrize("unit", ["VND", "vnd", "đồng"])
def test_a_unit_may_be_called_by_its_other_names(numbers: Numbers, unit: str) -> None:
    assert columns(numbers("--unit", unit), "text") == [("28.000 tỷ đồng",)]
    assert columns(numbers("--unit", "m2", text="rộng 30 m² và 5 ha"), "text") == [("30 m²",)]


def test_a_unit_that_no_number_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "--unit", "XYZ", "--text", TEXT]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert out.splitlines() == [",".join(COLUMNS["numbers"])]
    assert "--unit XYZ: no number has it" in err


def test_what_is_counted_is_not_converted(numbers: Numbers) -> None:
    rows = numbers("--convert", text="lấy 5-7 mẫu nước, cấy 5-7 mẫu ruộng")
    assert columns(rows, "low", "high", "unit") == [("5", "7", "mẫu"), ("18000", "25200", "m²")]
