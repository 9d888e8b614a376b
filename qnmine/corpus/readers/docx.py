"""Word documents (DOCX): what a reader sees of them, in order, without what was deleted."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, cast

from qnmine.corpus.archives.limits import DamagedError, check_unpacked
from qnmine.corpus.readers.content import Content, iso_day
from qnmine.corpus.readers.docx_fonts import local, read_fonts, value_of
from qnmine.corpus.readers.docx_text import Story
from qnmine.errors import DocumentError
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

LARGEST_PART = 1 << 28
"""The most bytes that the text, the styles or the notes of a document may have when they are unpacked."""

# What is read besides the text itself, with the element that holds one note.
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}

_PROLOGUE = 1024

_OLE = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

_OTHERS = (
    ("xl/workbook.xml", "an Excel workbook", "use --from xlsx"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "save it as PDF"),
    ("content.xml", "an OpenDocument file", "convert it: soffice --convert-to docx FILE"),
    ("META-INF/container.xml", "an EPUB book", "convert it: pandoc FILE -o FILE.docx"),
)


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002, ARG001 -- as all readers
    """Return text, title, author and date of a Word document; raises `DocumentError`.

    Paragraphs are separated by a blank line; the rows of a table are lines whose cells are separated by tabs,
    unless cells hold several paragraphs. Text boxes follow the paragraph they stand in, notes the text.
    Deleted and hidden text, comments, headers, footers and automatic numbers are left out.
    """
    from lxml import etree

    _check_kind(name, data)
    try:
        check_unpacked(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(_Package(name, archive))
    except DamagedError as error:
        raise DocumentError(name, error.reason, error.remedy) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, ValueError) as error:
        raise DocumentError(name, "is a damaged DOCX file", "open it in a word processor, save it") from error
    except etree.XMLSyntaxError as error:
        reason = f"is a damaged DOCX file ({error.msg})"
        raise DocumentError(name, reason, "open it in a word processor, save it") from error
    except (RuntimeError, NotImplementedError) as error:
        raise DocumentError(name, "has a member that cannot be unpacked", "save it again") from error


def _check_kind(name: str, data: bytes) -> None:
    """Raise `DocumentError` for what is not even a ZIP file."""
    if data.startswith(_OLE):
        if _PASSWORD in data:
            raise DocumentError(name, "is protected with a password", "save it without one")
        remedy = "convert it: soffice --convert-to docx FILE"
        raise DocumentError(name, "is an old Word file (.doc), not DOCX", remedy)
    if data.startswith(b"{\\rtf"):
        raise DocumentError(name, "is an RTF file, not DOCX", "convert it: soffice --convert-to docx FILE")
    if not data.startswith(b"PK"):
        page = data.lstrip()[:9].lower().startswith((b"<html", b"<!doctype"))
        remedy = "use --from html" if page else "check --from"
        raise DocumentError(name, f"is not a DOCX file{', but an HTML page' if page else ''}", remedy)


class _Package:
    """The parts of a document, each unpacked when it is asked for."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._names = {part.lower(): part for part in archive.namelist()}
        self.main = self._main()

    def _main(self) -> str:
        """Return the name of the part with the text."""
        root = self.tree("_rels/.rels")
        for relation in () if root is None else root:
            target = (value_of(relation, "Target") or "").lstrip("/")
            kind = value_of(relation, "Type") or ""
            if kind.endswith("/officeDocument") and target.startswith("word/") and self._has(target):
                return target
        if self._has("word/document.xml"):
            return "word/document.xml"
        for part, what, remedy in _OTHERS:
            if self._has(part):
                raise DocumentError(self.name, f"is {what}, not DOCX", remedy)
        raise DocumentError(self.name, "is not a DOCX file, but another ZIP file", "check --from")

    def _has(self, part: str) -> bool:
        return part.lower() in self._names

    def _open(self, part: str) -> io.BufferedReader[Any] | None:
        if not self._has(part):
            return None
        info = self._archive.getinfo(self._names[part.lower()])
        if info.flag_bits & 1:
            raise DocumentError(self.name, "is protected with a password", "save it without one")
        if info.file_size > LARGEST_PART:
            limit = LARGEST_PART >> 20
            raise DocumentError(self.name, f"unpacks to more than {limit} MiB of text", "save it in parts")
        stream = io.BufferedReader(cast("Any", self._archive.open(info)))
        if b"<!DOCTYPE" in stream.peek(_PROLOGUE):
            reason = "declares entities, which no word processor writes"
            raise DocumentError(self.name, reason, "save it again in a word processor")
        return stream

    def tree(self, part: str) -> _Element | None:
        """Return a small part as a tree; None if there is no such part."""
        from lxml import etree

        stream = self._open(part)
        if stream is None:
            return None
        with stream:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.parse(stream, parser).getroot()

    def beside(self, name: str) -> _Element | None:
        """Return a part that stands beside the text."""
        return self.tree(f"{self.main.rpartition('/')[0]}/{name}.xml")

    def body(self) -> Iterator[_Element]:
        """Yield what the body holds, one after the other; each is gone when the next one is asked for."""
        from lxml import etree

        stream = self._open(self.main)
        if stream is None:
            return
        with stream:
            events: Any = etree.iterparse(
                stream, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
            )
            depth = 0
            for event, element in events:
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 2:
                    yield element
                    parent = element.getparent()
                    while parent is not None and len(parent) and parent[0] is not element:
                        del parent[0]
                    element.clear()


def _content(package: _Package) -> Content:
    story = Story(read_fonts(package.beside("styles")))
    blocks = [block for element in package.body() for block in story.blocks(element)]
    for kind, part in _NOTES.items():
        wanted = [number for of, number in story.notes if of == kind]
        if wanted and (root := package.beside(part)) is not None:
            notes = {value_of(note, "id"): note for note in root if local(note) == kind}
            for number in wanted:
                blocks += story.blocks(notes[number]) if number in notes else ()
    problems = tuple(f"{encoding.upper()} font" for encoding in story.encodings)
    return Content("\n\n".join(blocks), Origin("docx", problems=problems), _metadata(package))


def _metadata(package: _Package) -> dict[str, str | None]:
    root = package.tree("docProps/core.xml")
    found = {} if root is None else {local(one): (one.text or "").strip() for one in root}
    return {
        "title": found.get("title") or None,
        "author": found.get("creator") or None,
        "date": iso_day(found.get("created", "")) or iso_day(found.get("modified", "")),
    }
