from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qnmine.words.underthesea import cache
from qnmine.words.underthesea.cache import cache_directory, cached_tables, restore_tables, stored_tables
from qnmine.words.underthesea.tables import Tables, compile_tables
from qnmine.words.underthesea.templates import Template
from tests.words.underthesea.models import random_model


def made(seed: int = 0) -> Tables:
    templates = [
        Template.parse(text) for text in ("T[0]", "T[-1,0].lower", "T[1].istitle", "T[0].is_in_dict")
    ]
    # A column of its own in the text, the first of these tables: as the tags of the entity tagger are read.
    templates.append(replace(Template.parse("T[0][1]"), column=0))
    names = ["T[0][1]=a", "T[0]=a", "T[0]=ă", "T[-1,0].lower=a b", "T[-1,0].lower=BOS", "T[1].istitle=True"]
    return compile_tables(random_model(3, names, seed), templates, ["a", "a b"])


def same(one: Tables, two: Tables) -> bool:
    (header, arrays), (other_header, other_arrays) = stored_tables(one), stored_tables(two)
    return (
        header == other_header
        and one.templates == two.templates
        and arrays.keys() == other_arrays.keys()
        and all(np.array_equal(array, other_arrays[name]) for name, array in arrays.items())
    )


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QNMINE_CACHE_DIR", str(tmp_path / "deep" / "cache"))
    return tmp_path / "deep" / "cache"


def forbidden() -> Tables:
    raise AssertionError("the tables should have come from the cache")


def test_tables_are_made_once_for_the_same_sources(directory: Path) -> None:
    first = cached_tables("words", "1", made)
    assert same(cached_tables("words", "1", forbidden), first)
    assert same(cached_tables("words", "2", lambda: made(1)), made(1))
    assert sorted(path.name for path in directory.iterdir()) == [
        f"words-{cache.FORMAT}-1.tables",
        f"words-{cache.FORMAT}-2.tables",
    ]


@pytest.mark.parametrize("damage", [lambda _: b"", lambda b: b[:-1], lambda b: b[:500] + b"\x55" + b[501:]])
def test_a_damaged_file_is_made_again(directory: Path, damage: object) -> None:
    assert callable(damage)
    cached_tables("words", "1", made)
    (path,) = directory.iterdir()
    content = path.read_bytes()
    path.write_bytes(damage(content))
    assert same(cached_tables("words", "1", made), made())
    assert path.read_bytes() == content


def test_tables_that_do_not_fit_together_are_made_again(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(tables: Tables) -> tuple[dict[str, object], cache.Arrays]:
        header, arrays = stored_tables(tables)
        return {**header, "labels": ["a"]}, arrays

    with monkeypatch.context() as patch:
        patch.setattr(cache, "stored_tables", odd)
        cached_tables("words", "1", made)
    assert len(cached_tables("words", "1", made).labels) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plain1.attributes", 99),
        ("plain1.attributes", -1),
        ("outcomes", 7),
        ("state", None),
        ("lower2.keys", None),
    ],
)
def test_arrays_that_do_not_fit_are_refused(name: str, value: int | None) -> None:
    header, arrays = stored_tables(made())
    arrays[name] = arrays[name][:-1] if value is None else np.full_like(arrays[name], value)
    with pytest.raises(ValueError, match=r"fit together|no weights"):
        restore_tables(header, arrays)


def test_a_directory_that_cannot_be_written_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no directory")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setenv("QNMINE_CACHE_DIR", str(directory))
        assert same(cached_tables("words", "1", made), made())


def test_a_write_that_fails_leaves_nothing(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", fails)
    assert same(cached_tables("words", "1", made), made())
    assert list(directory.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.cache/qnmine"),
        ("linux", {"XDG_CACHE_HOME": "/x/cache"}, "/x/cache/qnmine"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache/qnmine"),
        ("darwin", {"XDG_CACHE_HOME": "/x/cache"}, "home/Library/Caches/qnmine"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/qnmine/cache"),
        ("win32", {}, "home/AppData/Local/qnmine/cache"),
        ("linux", {"QNMINE_CACHE_DIR": "/own", "XDG_CACHE_HOME": "/x/cache"}, "/own"),
        ("linux", {"QNMINE_CACHE_DIR": ""}, "home/.cache/qnmine"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the paths are written as elsewhere")
def test_the_directory(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QNMINE_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert cache_directory() == Path(expected)


def test_no_home_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("QNMINE_CACHE_DIR", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_directory() is None
    assert same(cached_tables("words", "1", made), made())
