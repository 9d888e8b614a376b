"""The check of packages finds what it is there for."""

from __future__ import annotations

import pytest

from tests import ROOT
from tests.release.contents import IN_SDIST, IN_WHEEL, LARGEST, faults_of_sdist, faults_of_wheel
from tests.release.script import script_of

SEEDS = [f"seeds/{number}.txt" for number in range(5)]
WHEEL = [
    *IN_WHEEL,
    *(f"qnmine/data/samples/{name}" for name in SEEDS),
    "qnmine-0.1.0.dist-info/licenses/LICENSE",
]


def test_what_the_sdist_has_to_have_is_there() -> None:
    assert [name for name in IN_SDIST if name != "PKG-INFO" and not (ROOT / name).is_file()] == []


def test_packages_that_are_right_have_no_faults() -> None:
    assert faults_of_wheel(WHEEL, LARGEST) == []
    assert faults_of_sdist(f"qnmine-0.1.0/{name}" for name in (*IN_SDIST, *SEEDS)) == []


@pytest.mark.parametrize(
    "name", ["tests/test_api.py", "qnmine/data/annotated/a.jsonl", "qnmine/__pycache__/a.pyc", "seeds/1.txt"]
)
def test_what_does_not_belong_into_a_wheel_is_named(name: str) -> None:
    assert faults_of_wheel([*WHEEL, name], 1)[0] == f"the wheel has {name}"


@pytest.mark.parametrize("missing", range(len(WHEEL)))
def test_what_a_wheel_lacks_is_told(missing: int) -> None:
    assert len(faults_of_wheel([*WHEEL[:missing], *WHEEL[missing + 1 :]], 1)) == 1


def test_a_wheel_is_not_too_large() -> None:
    assert faults_of_wheel(WHEEL, LARGEST + 1) == [f"the wheel has {LARGEST + 1} bytes, more than {LARGEST}"]


def test_an_sdist_that_lacks_a_file_is_told() -> None:
    assert faults_of_sdist(f"qnmine-0.1.0/{name}" for name in (*IN_SDIST[1:], *SEEDS)) == [
        f"the sdist lacks {IN_SDIST[0]}"
    ]


def test_a_script_has_what_is_run_and_nothing_else() -> None:
    document = (
        "```sh\na\n```\n<!-- not run: no -->\n```sh\nb\n```\n```console\n$ c \\\n>   d\nshown\n$ e\n```\n"
    )
    assert script_of(document) == "set -x\na\nc \\\n  d\ne\n"
