"""A reference to the software in the formats of papers and of programs that keep references."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.citation.software import Software


def bibtex(software: Software) -> str:
    """Return an entry for BibTeX or biblatex; names in double braces are kept as they are."""
    fields = {
        "author": f"{{{software.author}}}",
        "title": software.title.replace(software.name, f"{{{software.name}}}", 1).replace(
            "Vietnamese", "{Vietnamese}"
        ),
        "version": software.version,
        **({"year": str(software.year)} if software.year else {}),
    }
    lines = (f"  {name:<7} = {{{value}}}," for name, value in fields.items())
    return "\n".join((f"@software{{{software.key},", *lines, "}")) + "\n"


def apa(software: Software) -> str:
    """Return a reference in the style of APA 7, as plain text."""
    year = software.year or "n.d."
    author = software.author
    return f"{author}. ({year}). {software.title} (Version {software.version}) [Computer software].\n"


def ris(software: Software) -> str:
    """Return a record in RIS, for Zotero, EndNote and Mendeley; its lines end as the format wants it."""
    fields = [
        ("TY", "COMP"),
        ("ID", software.key),
        ("AU", software.author),
        ("TI", software.title),
        *([("PY", str(software.year))] if software.year else []),
        ("ET", software.version),
        *(("KW", keyword) for keyword in software.keywords),
        ("AB", software.abstract),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl_json(software: Software) -> str:
    """Return an array of one item in CSL-JSON, for Pandoc and Zotero."""
    item = {
        "id": software.key,
        "type": "software",
        "title": software.title,
        "author": [{"literal": software.author}],
        "version": software.version,
        **({"issued": {"date-parts": [[software.year]]}} if software.year else {}),
        "abstract": software.abstract,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def cff(software: Software) -> str:
    """Return a file in the Citation File Format 1.2.0."""
    keywords = (f"  - {_quoted(keyword)}" for keyword in software.keywords)
    return "\n".join(
        (
            "cff-version: 1.2.0",
            f"message: {_quoted(software.message)}",
            "type: software",
            f"title: {_quoted(software.title)}",
            f"version: {_quoted(software.version)}",
            "authors:",
            f"  - name: {_quoted(software.author)}",
            f"license: {software.licence}",
            f"abstract: {_quoted(software.abstract)}",
            "keywords:",
            *keywords,
            "",
        )
    )


def _quoted(text: str) -> str:
    """Return a string as YAML reads it, in double quotes, which are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


REFERENCES: dict[str, Callable[[Software], str]] = {
    "bibtex": bibtex,
    "apa": apa,
    "ris": ris,
    "csl-json": csl_json,
    "cff": cff,
}
"""The formats of a reference, by their names."""
