"""A request to end that is not heard at once is heard before a result is put in place."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from qnmine import interrupts
from qnmine.output import open_destination

if TYPE_CHECKING:
    from pathlib import Path


def test_a_request_to_end_that_got_lost_still_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interrupts, "_requested", [])
    old = tmp_path / "old.csv"
    old.write_text("old", encoding="utf-8")

    def write() -> None:
        with open_destination(str(old)) as destination:
            destination.write("new")
            with suppress(KeyboardInterrupt):  # as compiled code and destructors do
                interrupts.request(signal.SIGTERM, None)

    with pytest.raises(KeyboardInterrupt):
        write()
    assert old.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
