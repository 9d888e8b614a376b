"""How work is spread over documents; analyzers know nothing about it."""

from qnmine.engines.serial import map_documents

__all__ = ["map_documents"]
