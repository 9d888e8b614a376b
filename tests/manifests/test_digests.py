"""The digest of what qnmine ships changes with what results depend on, and with nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.manifests import digests

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_only_what_results_depend_on_is_in_the_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "files", lambda _: tmp_path)
    _write(tmp_path / "places" / "units.tsv", "a\n")
    _write(tmp_path / "units.tsv", "b\n")
    before = digests.digest_of_data()
    for name in (
        "README.md",
        "models/README.md",
        "measured.json",
        "annotated/a.jsonl",
        "samples/seeds/a.txt",
    ):
        _write(tmp_path / name, "anything\n")
        assert digests.digest_of_data() == before, name
    for name in ("places/units.tsv", "models/entities.model"):
        _write(tmp_path / name, "other\n")
        assert digests.digest_of_data() != before, name
        before = digests.digest_of_data()
