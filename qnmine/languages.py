"""What is shown to people, in Vietnamese or English: phrases from `qnmine/data/languages`, figures, dates.

Names of columns, codes and whatever another program reads are the same in both languages and are not here.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("vi", "en")
"""The languages there are."""

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(asked: str | None = None) -> str:
    """Return the language asked for, else that of the locale: `vi` if it is Vietnamese, `en` if not."""
    if asked is not None:
        if asked not in LANGUAGES:
            raise ValueError(f"language is one of {', '.join(LANGUAGES)}, not {asked!r}")
        return asked
    told = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), None)
    if told is None and os.name == "nt":
        import locale

        told = locale.getlocale()[0]
    return "vi" if (told or "").lower().startswith(("vi", "vietnamese")) else "en"


class Phrases:
    """The phrases of one room in one language, by their keys (`legend.PER`)."""

    def __init__(self, language: str, phrases: Mapping[str, str]) -> None:
        self.language = language
        self._phrases = phrases

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a phrase with values in its places (`{count}`): whole numbers grouped by thousands.

        KeyError if there is no such phrase, or a value is missing.
        """
        phrase = self._phrases[key]
        shown = {
            name: self.figure(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for name, value in values.items()
        }
        return phrase.format(**shown) if values else phrase

    def __contains__(self, key: object) -> bool:
        return key in self._phrases

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """Return a phrase about so many things: that of `KEY.one` for 1 if there is such a phrase."""
        one = f"{key}.one"
        return self(one if number == 1 and one in self else key, count=number, **values)

    def figure(self, number: int | float, decimals: int | None = None) -> str:
        """Return a number as the language writes it: 1.234,5 in Vietnamese, 1,234.5 in English.

        With `decimals` a fraction is rounded to so many digits, else it has those that it needs.
        """
        from qnmine.output.values import number_text

        if decimals is not None and isinstance(number, float):
            number = round(number, decimals)
        written = str(number) if isinstance(number, int) else number_text(number)
        sign, digits = ("−", written[1:]) if written.startswith("-") else ("", written)
        whole, point, rest = digits.partition(".")
        thousands, decimal = (".", ",") if self.language == "vi" else (",", ".")
        head = len(whole) % 3 or 3
        groups = [whole[:head], *(whole[place : place + 3] for place in range(head, len(whole), 3))]
        return sign + thousands.join(groups) + (decimal + rest if point else "")


def load_phrases(room: str, language: str) -> Phrases:
    """Return the phrases of a room (`layers`, `report`, …) in a language; ValueError if there are none."""
    if language not in LANGUAGES:
        raise ValueError(f"language is one of {', '.join(LANGUAGES)}, not {language!r}")
    return Phrases(language, _read(room, language))


@cache
def _read(room: str, language: str) -> Mapping[str, str]:
    # Imported here: every command that has `--lang` imports this module for its help.
    import tomllib
    from importlib.resources import files

    home = files("qnmine") / "data" / "languages" / language / f"{room}.toml"
    return dict(_flat(tomllib.loads(home.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the phrases of a table and of those in it, their keys joined by dots."""
    for key, value in table.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from _flat(value, f"{prefix}{key}.")
