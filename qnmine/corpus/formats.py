"""Input formats and compressions: their names, file extensions, signatures and optional packages."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import PurePath

from qnmine.corpus.naming import shown
from qnmine.errors import UsageError

FORMATS = (
    "text",
    "lines",
    "csv",
    "tsv",
    "json",
    "jsonl",
    "parquet",
    "xlsx",
    "html",
    "docx",
    "pdf",
    "srt",
    "vtt",
    "conllu",
)
"""The names that `--from` takes."""

TABLES = frozenset({"csv", "tsv", "json", "jsonl", "parquet", "xlsx"})
"""The formats with columns, one document a row."""

BINARY = frozenset({"parquet", "xlsx"})
"""The tables that are no text, have no encoding and need a file that can be read from any place."""

METADATA: dict[str, tuple[str, ...]] = {
    "html": ("title", "date", "author", "url", "site", "language"),
    "docx": ("title", "date", "author"),
    "pdf": ("title", "date", "author", "pages"),
    "srt": (),
    "vtt": (),
}
"""The formats of which a file is one document that has to be taken out of it, with the metadata they know."""

NO_TEXT = BINARY | {"docx", "pdf"}
"""The formats that cannot be read as another one."""

ARCHIVES = {".zip": "zip", ".tar": "tar"}
"""File extension (lower case) -> kind of archive, whose members are read one by one."""

_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}

EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".srt": "srt",
    ".vtt": "vtt",
    ".conllu": "conllu",
}
"""File extension (lower case) -> format."""

FOREIGN = {
    ".doc": "an old Word file",
    ".rtf": "an RTF file",
    ".odt": "an OpenDocument text",
    ".epub": "an EPUB book",
    ".ppt": "an old PowerPoint file",
    ".pptx": "a PowerPoint file",
    ".xls": "an old Excel file",
    ".ods": "an OpenDocument spreadsheet",
}
"""File extension (lower case) -> what it is that is not read, and is no plain text either."""

COMPRESSIONS = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
"""File extension (lower case) -> compression."""

_SIGNATURES = (
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
# "BZh9" alone may begin a text; the block (or end) mark that follows it may not.
_BZIP2_MARKS = (b"1AY&SY", b"\x17rE8P\x90")

# What the first member of a zip archive is called that is an office document.
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"ppt/", b"mimetype")

_MEMBER_NAME = 30  # where it begins

ARCHIVE_HEAD = 262
"""How many bytes of a content tell whether it is an archive."""

_LONGEST_ECHO = 60

# Format or compression -> modules that read it, extra that brings them.
_EXTRAS: dict[str, tuple[tuple[str, ...], str]] = {
    "parquet": (("pyarrow",), "parquet"),
    "xlsx": (("openpyxl",), "xlsx"),
    "zstd": (("zstandard",), "zst"),
    "html": (("trafilatura", "htmldate", "lxml_html_clean", "lxml"), "docs"),
    "docx": (("lxml",), "docs"),
    "pdf": (("pypdfium2",), "docs"),
    "srt": (("pysubs2",), "docs"),
    "vtt": (("pysubs2",), "docs"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file name says about its content; None where it says nothing."""

    format: str | None
    compression: str | None
    archive: str | None = None


def kind_of(name: str) -> Kind:
    """Tell format and compression from a file name, for example ``day.jsonl.gz`` -> jsonl, gzip.

    The name of an archive says nothing about the format of its members.
    """
    path = PurePath(name)
    if long := _SHORT.get(path.suffix.lower()):
        path = PurePath(path.stem + long)
    compression = COMPRESSIONS.get(path.suffix.lower())
    if compression:
        path = PurePath(path.stem)
    extension = path.suffix.lower()
    return Kind(EXTENSIONS.get(extension), compression, ARCHIVES.get(extension))


def not_read(name: str) -> tuple[str, str]:
    """Return why a file of such a name, which nobody called anything else, is not read, and the remedy.

    Both are empty where it is read.
    """
    extension = PurePath(name).suffix.lower()
    if (what := FOREIGN.get(extension)) is None:
        return "", ""
    return (
        f"is {what}, which is not read",
        f"convert it ({conversion_of(extension)}), or name what it really holds with --from",
    )


def conversion_of(extension: str) -> str:
    """Return the command that makes a file with such an extension one that is read; empty for others."""
    if (what := FOREIGN.get(extension)) is None:
        return ""
    other = "xlsx" if "xcel" in what or "sheet" in what else "pdf" if "Point" in what else "docx"
    return f"pandoc FILE -o FILE.{other}" if extension == ".epub" else f"soffice --convert-to {other} FILE"


def may_be_compressed(head: bytes) -> bool:
    """Tell whether content that begins so needs more bytes, up to ten, to tell its compression."""
    if head[:3] == b"BZh":
        return len(head) < 10
    signatures = (*(signature for signature, _ in _SIGNATURES), b"BZh")
    return any(len(head) < len(signature) and signature.startswith(head) for signature in signatures)


def compression_of(head: bytes) -> str | None:
    """Tell the compression from the first ten bytes of the content; None for plain content."""
    for signature, compression in _SIGNATURES:
        if head.startswith(signature):
            return compression
    if head[:3] == b"BZh" and head[4:10] in _BZIP2_MARKS:
        return "bzip2"
    return None


def archive_of(head: bytes) -> str | None:
    """Tell the kind of archive from the first bytes of a plain content; None for what is none."""
    if head[257:262] == b"ustar":
        return "tar"
    zipped = head.startswith(b"PK\x03\x04") and len(head) > _MEMBER_NAME
    return "zip" if zipped and not head.startswith(_OFFICE, _MEMBER_NAME) else None


def check_format(name: str | None) -> None:
    """Raise `UsageError` unless the name is an input format (or None)."""
    if name is None or name in FORMATS:
        return
    asked = name.strip().lower().lstrip(".")
    if what := FOREIGN.get(f".{asked}") if asked != "xls" else None:
        raise UsageError(f"--from {name}: {what} is not read; convert it to one of {', '.join(FORMATS)}")
    close = EXTENSIONS.get(f".{asked}") or next(iter(get_close_matches(asked, FORMATS, 1)), None)
    hint = f"did you mean {close}?" if close else f"it may be {', '.join(FORMATS)}"
    raise UsageError(
        f"--from {shown(name, _LONGEST_ECHO) or '(empty)'}: there is no such input format; {hint}"
    )


def missing_extra(needed: str | None) -> str:
    """Return the pip line that a format or compression lacks, or an empty string when nothing is lacking."""
    modules, extra = _EXTRAS.get(needed or "", ((), ""))
    return "" if all(map(find_spec, modules)) else f'pip install "qnmine[{extra}]"'


def lacking_extra(*wants: str | None) -> tuple[str, str]:
    """Return why these formats or compressions cannot be read here, and the pip line; empty if they can."""
    for want in wants:
        if remedy := missing_extra(want):
            packed = "compressed with " if want in COMPRESSIONS.values() else ""
            return f"is {packed}{want}, which needs an optional package", remedy
    return "", ""
