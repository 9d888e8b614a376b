"""What a cell looks like as text and as JSON; every writer goes through here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

LIST_SEPARATOR = " | "

# A lone surrogate has no UTF-8 form. One code point becomes one code point, so offsets stay right.
_SURROGATES = re.compile("[\ud800-\udfff]")
# JSON can escape surrogates; U+0085, U+2028 and U+2029 end a line for many readers of JSON lines.
_JSON_ESCAPED = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def number_text(value: float | Decimal) -> str:
    """Write a number in the shortest form that reads back equal, without an exponent.

    Whole numbers have no decimal point (``3.0`` is ``3``, ``1e-07`` is ``0.0000001``);
    infinities and NaN, which CSV cannot say, are the empty string.
    """
    if isinstance(value, Decimal):
        exact = value
    elif isfinite(value):
        shortest = float.__repr__(float(value))  # NumPy floats write theirs differently
        if "e" not in shortest and not shortest.endswith(".0"):
            return shortest
        exact = Decimal(shortest)
    else:
        return ""
    if not exact.is_finite():
        return ""
    if exact == 0:
        return "0"  # also for -0
    if exact == exact.to_integral_value():
        return format(exact.to_integral_value(), "f")
    text = format(exact, "f")
    return text.rstrip("0") if isinstance(value, Decimal) else text


def cell_text(cell: object) -> str:
    """Write any cell as the text of a CSV field: empty for null, ISO dates, lists joined by `` | ``."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return int.__repr__(cell)
    if isinstance(cell, (float, Decimal)):
        return number_text(cell)
    return _other_text(cell)


def _other_text(cell: object) -> str:
    if isinstance(cell, str):
        return str.__str__(cell)
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, Mapping):
        return json_text(cell)
    if isinstance(cell, Iterable):
        return LIST_SEPARATOR.join(map(cell_text, cell))
    return cell_text(plain) if (plain := _scalar(cell)) is not cell else str(cell)


def _scalar(cell: object) -> object:
    """The Python value behind a NumPy or pandas scalar; anything else as it is."""
    item = getattr(cell, "item", None)
    return item() if callable(item) else cell


def encoded(text: str) -> bytes:
    """Encode text as UTF-8; a lone surrogate, which has no UTF-8 form, becomes one U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode()


def json_text(value: object) -> str:
    """Write a value as one line of JSON that is valid UTF-8.

    Vietnamese stays as it is; lone surrogates and the Unicode line separators are escaped;
    infinities and NaN are ``null``; dates are ISO strings.
    """
    try:
        text = _ENCODER.encode(value)
    except ValueError:  # NaN or infinity somewhere inside: rare, so searched for only then
        text = _ENCODER.encode(_finite(value))
    if text.isascii():
        return text
    return _JSON_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _json_default(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Decimal):
        return (
            (int(value) if value == value.to_integral_value() else float(value))
            if value.is_finite()
            else None
        )
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return list(value)
    plain = _scalar(value)
    return cell_text(value) if plain is value else plain


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_finite(item) for item in value]
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, default=_json_default)
