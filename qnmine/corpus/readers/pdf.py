"""PDF: the text layer, page by page, as paragraphs."""

from __future__ import annotations

import ctypes
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

from qnmine.corpus.readers.content import Content, iso_day
from qnmine.corpus.readers.pdf_lines import SOFT_HYPHEN, Line, Page, paragraphs, without_running_heads
from qnmine.encodings.fonts import convert_font, font_encoding
from qnmine.errors import DocumentError
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS = 1 << 27
"""The most characters that are taken out of one file: pages can be shown again and again at no cost."""

_OCR = "run OCR first, for example: ocrmypdf -l vie FILE OUT.pdf"
_DAMAGED = "open it in a PDF viewer and print it to a new PDF file"
_UNENCRYPTED = "save it without one, for example: qpdf --decrypt --password=… FILE OUT.pdf"

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\uffff]")
_LINE = re.compile(r"[^\r\n]+")
_LONGEST_FONT_NAME = 128


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002, ARG001 -- as all readers
    """Return text, title, author, date and number of pages of a PDF file; raises `DocumentError`.

    Wrapped lines are joined to paragraphs, which a blank line separates; running heads and page numbers are
    left out where most pages have them. The order is that in which the file draws its text.
    """
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise DocumentError(name, "is not a PDF file", "check --from")
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            return _content(name, document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise DocumentError(name, "is protected with a password", _UNENCRYPTED) from error
        raise DocumentError(name, "is a damaged PDF file", _DAMAGED) from error


def _content(name: str, document: Any) -> Content:
    import pypdfium2

    pages: list[Page] = []
    encodings: dict[str, None] = {}
    broken = characters = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                lines = tuple(_lines(textpage, encodings))
                pages.append(Page(lines, page.get_height()))
        except pypdfium2.PdfiumError:
            broken += 1
            continue
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise DocumentError(name, f"has more than {MOST_CHARACTERS:,} characters", "split it")
    if not characters:
        raise _empty(name, len(document), broken)
    body, heads = without_running_heads(pages)
    text = "\n\n".join(paragraphs(body))
    without_text = sum(1 for page in pages if not page.lines)
    problems = [f"{encoding.upper()} font" for encoding in encodings]
    problems += [f"{broken} of {len(document)} pages damaged"] if broken else []
    problems += [f"{without_text} of {len(document)} pages without text"] if without_text else []
    problems += [f"{heads} running heads left out"] if heads else []
    return Content(text, Origin("pdf", problems=tuple(problems)), _metadata(document))


def _empty(name: str, pages: int, broken: int) -> DocumentError:
    if pages and not broken:
        some = "1 page" if pages == 1 else f"{pages} pages"
        return DocumentError(name, f"has no text layer ({some}, perhaps scanned)", _OCR)
    return DocumentError(name, "is a damaged PDF file: none of its pages can be read", _DAMAGED)


def _metadata(document: Any) -> dict[str, str | int | None]:
    keys = ("Title", "Author", "CreationDate", "ModDate")
    found = {key: _told(document, key).replace("\0", "").strip() for key in keys}
    dates = (_day(found.get(key, "")) for key in ("CreationDate", "ModDate"))
    return {
        "title": found.get("Title") or None,
        "author": found.get("Author") or None,
        "date": next(filter(None, dates), None),
        "pages": len(document),
    }


def _told(document: Any, key: str) -> str:
    try:
        return str(document.get_metadata_value(key))
    except UnicodeDecodeError:
        return ""


def _day(written: str) -> str | None:
    """Return the day of ``D:20240625143000+07'00'``."""
    match = _DATE.match(written)
    return iso_day("-".join(part for part in match.groups() if part)) if match else None


def _lines(textpage: Any, encodings: dict[str, None]) -> Iterator[Line]:
    """Yield the lines of a page; notes the encodings of old fonts that were met."""
    text = textpage.get_text_range()
    wide = not text.isascii() and max(text) > "\uffff"
    has_old_font: bool | None = None
    for match in _LINE.finditer(text):
        shown = match.group().rstrip()
        start = match.start() + len(shown) - len(shown.lstrip())
        if not shown.strip():
            continue
        before = _units(text, start) if wide else start
        first, last = _index(textpage, before), _index(textpage, before + len(shown.strip()) - 1)
        if has_old_font is None or has_old_font is False:
            has_old_font = any(
                font_encoding(_font(textpage, at)) for at in (first, (first + last) // 2, last)
            )
        if has_old_font:
            shown = _converted(textpage, shown.strip(), before, encodings)
        shown = " ".join(_CONTROL.sub("", shown).split())
        if not shown.strip(SOFT_HYPHEN):
            continue
        left, bottom, _, top = _box(textpage, first)
        right = _box(textpage, last)[2]
        if right - left < len(shown):  # turned, or nonsense: counted in letters instead
            left, right = 0.0, 6.0 * len(shown)
        yield Line(shown, left, right, bottom, max(top, bottom))


def _units(text: str, end: int) -> int:
    """Return the number of UTF-16 code units before a place in a text, as PDFium counts."""
    return len(text[:end].encode("utf-16-le", "surrogatepass")) // 2


def _index(textpage: Any, unit: int) -> int:
    from pypdfium2 import raw

    return max(int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, unit)), 0)


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a character; zeros where it has no place."""
    import pypdfium2

    try:
        return textpage.get_charbox(index, loose=True)  # type: ignore[no-any-return]
    except (pypdfium2.PdfiumError, IndexError):
        return 0.0, 0.0, 0.0, 0.0


def _font(textpage: Any, index: int) -> str:
    """Return the name of the font of a character, without the mark of a subset (``ABCDEF+``)."""
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage, index, buffer, _LONGEST_FONT_NAME, ctypes.byref(flags))
    if not 0 < length <= _LONGEST_FONT_NAME:
        return ""
    name = buffer.raw[: length - 1].decode("utf-8", "replace")
    return name[7:] if name[6:7] == "+" else name


def _converted(textpage: Any, text: str, unit: int, encodings: dict[str, None]) -> str:
    """Return what a line shows in the fonts of its characters; each stretch of a font is converted."""
    pieces: list[tuple[str, list[str]]] = []
    for place, character in enumerate(text):
        font = (
            pieces[-1][0]
            if character.isspace() and pieces
            else _font(textpage, _index(textpage, unit + place))
        )
        if not pieces or pieces[-1][0] != font:
            pieces.append((font, []))
        pieces[-1][1].append(character)
    shown = []
    for font, characters in pieces:
        written = "".join(characters)
        shown.append(convert_font(written, font))
        if shown[-1] != written:
            encodings[font_encoding(font) or ""] = None
    return "".join(shown)
