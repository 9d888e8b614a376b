"""Web pages: the article without what surrounds it, and what the page tells about it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from qnmine.corpus.readers.content import Content, iso_day
from qnmine.corpus.readers.html_charset import OLD_FONT, decode_page
from qnmine.corpus.readers.html_fonts import convert_fonts
from qnmine.corpus.readers.html_text import Block, blocks_of, join

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_PAGE = 4_000_000
"""The most characters of markup in which the article is looked for; of a longer page all text is taken."""

# What the search for dates must not depend on: today.
_LATEST = "2100-12-31"
_EARLIEST = "1990-01-01"

# Classes and ids of what stands beside an article.
_BESIDE = frozenset(
    {
        "ad",
        "ads",
        "adv",
        "advert",
        "advertisement",
        "advertising",
        "adsbygoogle",
        "banner-ads",
        "quangcao",
        "quang-cao",
        "box-quangcao",
        "qc",
        "tinlienquan",
        "tin-lien-quan",
        "box-tinlienquan",
        "tinkhac",
        "tin-khac",
        "tincungchuyenmuc",
        "tin-cung-chuyen-muc",
        "binhluan",
        "binh-luan",
        "box-binhluan",
    }
)
_LONGEST_BESIDE = 3000

_SHORTEST_DATE, _LONGEST_DATE = 8, 60
_FIRST_BLOCKS = 4
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile(
    r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=[-_]|$)")


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002, ARG001 -- as all readers
    """Return the article of a page, its title, date, author, address, site and language.

    The text begins with the headline; paragraphs are separated by a blank line, the rows of a table are lines
    whose cells are separated by tabs. Of a page in which no article is found, and of one that is very long,
    all visible text is taken; an empty page is an empty text. Raises `DocumentError` if it cannot be decoded.
    """
    markup, origin = decode_page(name, data, encoding)
    markup = _INVALID.sub("", markup)
    root = _parsed(markup)
    problems = list(origin.problems)
    if root is None:
        text = _stripped(markup)
        problems += ["too deeply nested: all text taken"] if text else []
        return Content(text, replace(origin, problems=tuple(problems)))
    if OLD_FONT.search(markup):
        problems += [f"{old.upper()} font" for old in convert_fonts(root)]
    _prune(root)
    found = _article(root) if len(markup) <= LONGEST_PAGE else None
    blocks, meta = _with_headline(root, found) if found else ([], {})
    if not blocks:
        blocks = blocks_of(body) if (body := root.find("body")) is not None else blocks_of(root)
        why = "no article found" if len(markup) <= LONGEST_PAGE else "very long page"
        problems += [f"{why}: all visible text taken"] if blocks else ["no text"]
    return Content(join(blocks), replace(origin, problems=tuple(problems)), meta or _metadata(root, None))


def _parsed(markup: str) -> Any | None:
    """Return the page as a tree; None if it is empty, or nested deeper than the library goes."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return None if any("depth" in entry.message for entry in parser.error_log) else root


def _stripped(markup: str) -> str:
    """Return what is no markup, for pages of which no tree can be made."""
    lines = _TAG.sub("\n", _UNSEEN.sub("\n", markup)).split("\n")
    return "\n\n".join(filter(None, (" ".join(unescape(line).split()) for line in lines)))


def _prune(root: Any) -> None:
    """Take the advertisements and lists of other articles out that Vietnamese sites mark as such."""
    for element in [
        one for one in root.iter("div", "aside", "section", "ul", "ins") if _names(one) & _BESIDE
    ]:
        if element.getparent() is not None and len(element.text_content()) < _LONGEST_BESIDE:
            element.drop_tree()


def _names(element: Any) -> set[str]:
    return set(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())


def _article(root: Any) -> Any | None:
    """Return what trafilatura finds: the body of the article and what the page tells; None if nothing."""
    from lxml import etree
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    dates: Any = {"extensive_search": False, "max_date": _LATEST}  # its date is not used: see `_date`
    options = Extractor(output_format="python", comments=False, with_metadata=True, date_params=dates)
    try:
        return bare_extraction(root, options=options)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return None  # its many rules meet pages that nobody thought of


def _with_headline(root: Any, found: Any) -> tuple[list[Block], dict[str, str | None]]:
    """Return the blocks of the article, its headline first and its date apart, and the metadata."""
    meta = _metadata(root, found)
    blocks = [block for block in blocks_of(found.body) if block.text]
    if not blocks:
        return [], meta
    first = blocks[:_FIRST_BLOCKS]
    blocks = [block for block in first if iso_day(block.text) is None] + blocks[_FIRST_BLOCKS:]
    title = meta["title"] or ""
    for heading in root.iter("h1"):
        headline = " ".join(heading.text_content().split())
        if headline and title and (headline in title or title in headline):
            if not any(headline in block.text for block in first):
                blocks.insert(0, Block(headline))
            break
    return blocks, meta


def _metadata(root: Any, found: Any | None) -> dict[str, str | None]:
    title = " ".join((root.findtext(".//title") or "").split())
    return {
        "title": getattr(found, "title", None) or title or None,
        "date": _date(root, getattr(found, "url", None)),
        "author": getattr(found, "author", None),
        "url": getattr(found, "url", None),
        "site": getattr(found, "sitename", None),
        "language": _language(root),
    }


def _date(root: Any, url: str | None) -> str | None:
    """Return the day that the head of the page tells, or else what stands by itself after the headline.

    A date anywhere in the page, which htmldate would take, may be that of a licence or of another article.
    """
    from htmldate import find_date
    from lxml import html

    head = html.Element("html")
    head.append(html.Element("head"))
    for element in root.iter("meta", "link", "script"):
        if element.tag != "script" or "ld+json" in (element.get("type") or ""):
            copy = html.Element(element.tag, dict(element.attrib))
            copy.text = element.text
            head[0].append(copy)
    told = find_date(
        head, extensive_search=False, original_date=True, url=url, min_date=_EARLIEST, max_date=_LATEST
    )
    return told or next(_days_after_headline(root), None)


def _days_after_headline(root: Any) -> Iterator[str]:
    """Yield the dates that are all that an element after the headline says, as newspapers show theirs."""
    behind = root.find(".//h1") is None
    has_headline = not behind
    for element in root.iter():
        if element.tag == "footer":
            return
        behind = behind or element.tag == "h1"
        if not behind or not isinstance(element.tag, str):
            continue
        told = element.get("datetime") if element.tag == "time" else None
        shown = " ".join((element.text or "").split()) if has_headline else ""
        for text in (told or "", shown):
            if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE and (day := iso_day(text)):
                yield day


def _language(root: Any) -> str | None:
    """Return the language that the page declares, as `vi`."""
    declared = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")]
    declared += [
        meta.get("content")
        for meta in root.iter("meta")
        if (meta.get("http-equiv") or meta.get("property") or "").lower() in {"content-language", "og:locale"}
    ]
    found = (_LANGUAGE.match(one.strip()) for one in declared if one)
    return next((match.group().lower() for match in found if match), None)
