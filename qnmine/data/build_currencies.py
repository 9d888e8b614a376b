"""Add codes and the Vietnamese names of Unicode CLDR to the table of currencies, and order its rows.

Run from the top of a source checkout; nothing is downloaded::

    pip install babel==2.18.0
    python -m qnmine.data.build_currencies

What is written by hand stays: a name is added where the currency does not have it yet, and so is the code,
which counts after large amounts only, since many a code is an abbreviation of something else. The đồng,
the dollar of the United States and the euro come first, then the others by code, then what has no code.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.errors import QnmineError
from qnmine.numbers.units import form_key
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).parent / "currencies.tsv"
_FIRST = ("VND", "USD", "EUR")


def main() -> None:
    """Rewrite the table in place."""
    TABLE.write_text(with_names(TABLE.read_text(encoding="utf-8"), cldr_names()), encoding="utf-8")


def cldr_names() -> dict[str, str]:
    """Return the Vietnamese names of the currencies that are legal tender somewhere, by ISO 4217 code."""
    try:
        core: Any = import_module("babel.core")
    except ImportError as error:
        raise QnmineError("Babel is not installed; try `pip install babel==2.18.0`") from error
    used = core.get_global("territory_currencies").values()
    current = {code for country in used for code, _, end, tender in country if end is None and tender}
    names = core.Locale("vi").currencies
    return {code: names[code] for code in current if code in names}


def with_names(table: str, names: Mapping[str, str]) -> str:
    """Return the table with these names of currencies in it, in order; what it has already stays."""
    lines = table.splitlines()
    comments = [line for line in lines if line.startswith("#")]
    header, *cells = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    rows = [dict(zip(header, row, strict=True)) for row in cells]
    for code, name in sorted(names.items()):
        _add_code(rows, code)
        _add_name(rows, code, comparable(name.replace("-", " ")))
    rows.sort(key=lambda row: _place(row["code"]))
    return "\n".join([*comments, "\t".join(header), *("\t".join(row.values()) for row in rows), ""])


def _add_code(rows: list[dict[str, str]], code: str) -> None:
    """Add a code as a form of its own."""
    if not any(code in row["forms"].split(" | ") for row in rows):
        rows.append(_row(rows, code, code, "yes", "<scale>"))


def _add_name(rows: list[dict[str, str]], code: str, name: str) -> None:
    """Add a name to the row of plain names of a currency, or as such a row."""
    words = [row for row in rows if row["code"] == code and row["symbol"] == "no"]
    if any(form_key(name) == form_key(form) for row in words for form in row["forms"].split(" | ")):
        return
    written = name[0].lower() + name[1:]
    for row in words:
        if row["subunit"] == "1" and not row["needs"] and not row["unless"]:
            row["forms"] += f" | {written}"
            return
    rows.append(_row(rows, code, written, "no", ""))


def _row(rows: list[dict[str, str]], code: str, form: str, symbol: str, needs: str) -> dict[str, str]:
    cells = {
        "code": code,
        "forms": form,
        "symbol": symbol,
        "position": "after",
        "subunit": "1",
        "needs": needs,
    }
    return dict.fromkeys(rows[0], "") | cells


def _place(code: str) -> tuple[bool, int, str]:
    has_code = len(code) == 3 and code.isascii() and code.isupper()
    return not has_code, _FIRST.index(code) if code in _FIRST else len(_FIRST), code


if __name__ == "__main__":
    main()
