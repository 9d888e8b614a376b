"""How work is spread over documents; analyzers know nothing about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.engines.serial import map_documents

if TYPE_CHECKING:
    from qnmine.engines.frames import map_frame, map_frame_schema

__all__ = ["map_documents", "map_frame", "map_frame_schema"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'qnmine.engines' has no attribute {name!r}")
    from qnmine.engines import frames

    return getattr(frames, name)
