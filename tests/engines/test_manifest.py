"""What a folder of parts belongs to, and who may use it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.engines.manifest import Manifest, own_folder
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = Manifest(
    "entities",
    {"--by": ["section"], "--limit": None, "--places": False},
    {"numpy": "2.0", "qnmine": "1.0"},
    "abc",
    {"own.model": "def"},
    {"a.txt": 5, "b.txt": 6},
)


@contextmanager
def begun(folder: Path, manifest: Manifest) -> Iterator[None]:
    """A run with this manifest that has saved a part."""
    with own_folder(folder) as own:
        own.begin(manifest)
        (folder / "pass-1").mkdir(exist_ok=True)
        yield


@pytest.mark.parametrize(
    ("now", "difference"),
    [
        (ASKED, None),
        (replace(ASKED, command="numbers"), "it was begun by 'qnmine entities'"),
        (
            replace(ASKED, options={**ASKED.options, "--limit": 5}),
            "--limit was not given when it was begun, and is 5 now",
        ),
        (
            replace(ASKED, options={**ASKED.options, "--by": []}),
            "--by was section when it was begun, and is not given now",
        ),
        (
            replace(ASKED, options={**ASKED.options, "--places": True}),
            "--places was not given when it was begun, and is given now",
        ),
        (
            replace(ASKED, versions={"numpy": "2.1", "qnmine": "1.0"}),
            "it was begun with numpy 2.0, and this is numpy 2.1",
        ),
        (replace(ASKED, data="xyz"), "the models or lists of qnmine have changed since it was begun"),
        (replace(ASKED, files={"own.model": "xyz"}), "own.model has changed since it was begun"),
        (replace(ASKED, inputs={"a.txt": 5, "b.txt": 7}), "b.txt has changed since it was begun"),
        (replace(ASKED, inputs={"a.txt": 5}), "b.txt has gone since it was begun"),
        (
            replace(ASKED, inputs={"a.txt": 5, "b.txt": 6, "c.txt": 7}),
            "c.txt was not there when it was begun",
        ),
    ],
)
def test_what_may_go_on(tmp_path: Path, now: Manifest, difference: str | None) -> None:
    folder = tmp_path / "new" / "parts"
    with begun(folder, ASKED):
        pass
    assert now.difference(ASKED) == difference
    if difference is None:
        with begun(folder, now):
            pass
        return
    with pytest.raises(UsageError) as refused, begun(folder, now):
        pass
    assert str(refused.value).startswith(f"--resume {folder}: {difference}; name another folder")


def test_what_a_request_depends_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("số", encoding="utf-8")
    (tmp_path / "list.txt").write_text("số\n", encoding="utf-8")
    options = {"--keep": ("a",), "--words": Path("list.txt")}
    made = Manifest.of("keywords", options, [tmp_path / "list.txt"], [tmp_path / "a.txt", tmp_path / "pipe"])
    assert made.options == {"--keep": ["a"], "--words": "list.txt"}
    assert made.inputs == {str(tmp_path / "a.txt"): 4}, "pipes have no size"
    assert len(made.files[str(tmp_path / "list.txt")] or "") == 64
    assert set(made.versions) == {"python", "qnmine", "numpy", "underthesea", "lunar-vn"}
    assert made == Manifest.of(
        "keywords", options, [tmp_path / "list.txt"], [tmp_path / "a.txt", tmp_path / "pipe"]
    )


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with (
        begun(tmp_path, ASKED),
        pytest.raises(UsageError, match="another run is at work in it"),
        begun(tmp_path, ASKED),
    ):
        pass
    with begun(tmp_path, ASKED):
        pass


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("số", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other things"), begun(tmp_path, ASKED):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"command": 5}', "[" * 100_000])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"manifest.json cannot be read"), begun(tmp_path, ASKED):
        pass


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be used"), begun(tmp_path / "file", ASKED):
        pass


def test_a_run_that_came_to_nothing_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for name in ("old", "new"):
        with suppress(UsageError), own_folder(tmp_path / name) as own:
            own.begin(ASKED)
            raise UsageError("no such column")
    assert list(tmp_path.rglob("*")) == [tmp_path / "old"]


def test_what_was_begun_before_stays(tmp_path: Path) -> None:
    with begun(tmp_path / "parts", ASKED):
        pass
    with (
        pytest.raises(UsageError, match="--by was section"),
        begun(tmp_path / "parts", replace(ASKED, options={**ASKED.options, "--by": []})),
    ):
        pass
    with begun(tmp_path / "parts", ASKED):
        pass
