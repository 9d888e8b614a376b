"""What is shown in two languages: the same phrases in both, figures as each writes them."""

from __future__ import annotations

import string
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.languages import LANGUAGES, Phrases, choose_language, load_phrases

HOME = files("qnmine") / "data" / "languages"
ROOMS = sorted(item.name.removesuffix(".toml") for item in (HOME / "en").iterdir())


def places(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def test_both_languages_have_the_same_rooms() -> None:
    for language in LANGUAGES:
        assert sorted(item.name for item in (HOME / language).iterdir()) == [f"{room}.toml" for room in ROOMS]


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same_things(room: str) -> None:
    vietnamese, english = load_phrases(room, "vi"), load_phrases(room, "en")
    # Only English tells one from many.
    assert {key for key in english if not key.endswith(".one")} == set(vietnamese)
    for key in vietnamese:
        assert places(str(vietnamese._phrases[key])) == places(str(english._phrases[key])), key
    for key in english:
        if key.endswith(".one"):
            assert key.removesuffix(".one") in english


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": ""}, "vi"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses(told: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert choose_language() == language
    assert choose_language("vi") == "vi"


@pytest.mark.parametrize(
    ("number", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (28000000000000, "28.000.000.000.000", "28,000,000,000,000"),
        (97.15, "97,15", "97.15"),
        (-1234.5, "−1.234,5", "−1,234.5"),
        (1e-07, "0,0000001", "0.0000001"),
        (10**400, "1" + "0" + 133 * ".000", "1" + "0" + 133 * ",000"),
    ],
)
def test_figures(number: float, vietnamese: str, english: str) -> None:
    if number == 10**400:
        vietnamese, english = "10" + vietnamese[2:], "10" + english[2:]
    assert Phrases("vi", {}).figure(number) == vietnamese
    assert Phrases("en", {}).figure(number) == english


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_figures_can_be_read_back(number: float) -> None:
    shown = Phrases("vi", {}).figure(number)
    read = shown.replace(".", "").replace(",", ".").replace("−", "-")
    assert (int(read) if isinstance(number, int) else float(read)) == number


def test_what_there_is_not() -> None:
    with pytest.raises(ValueError, match="language is one of vi, en, not 'de'"):
        choose_language("de")
    with pytest.raises(ValueError, match="language is one of vi, en, not 'de'"):
        load_phrases("layers", "de")
    with pytest.raises(KeyError):
        load_phrases("layers", "vi")("there is none")


def test_one_and_many() -> None:
    phrases = Phrases("en", {"things": "{count} things", "things.one": "one thing"})
    assert phrases.count("things", 1) == "one thing"
    assert phrases.count("things", 1200) == "1,200 things"
    assert Phrases("vi", {"things": "{count} thứ"}).count("things", 1) == "1 thứ"
