"""Encodings from before Unicode, and texts that went wrong on the way to it.

Importing this makes `tcvn3`, `vni`, `viscii` and `tcvn5712` encodings that Python knows by name.
"""

from qnmine.encodings.detection import Detection, detect_encoding
from qnmine.encodings.fonts import convert_font, font_encoding
from qnmine.encodings.registry import encode_cp1258, register
from qnmine.encodings.repair import Trouble, recognise, repair

__all__ = [
    "Detection",
    "Trouble",
    "convert_font",
    "detect_encoding",
    "encode_cp1258",
    "font_encoding",
    "recognise",
    "repair",
]

register()
