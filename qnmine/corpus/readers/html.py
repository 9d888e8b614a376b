"""Web pages: the article without what surrounds it, and what the page tells about it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from qnmine.corpus.readers.content import Content, iso_day
from qnmine.corpus.readers.html_charset import OLD_FONT, decode_page
from qnmine.corpus.readers.html_fonts import convert_fonts
from qnmine.corpus.readers.html_text import Block, blocks_of, in_order, is_glued, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_PAGE = 4_000_000
"""The most characters of text in which the article is looked for; of a longer page all text is taken."""

MOST_ELEMENTS = 20_000
"""The most elements among which it is looked for, which takes some 3 seconds."""

# The most pairs of an element and one around it: those of 20,000 elements 40 deep, which is deep for a page.
_MOST_NESTINGS = 800_000

# Among more elements one search for the article has to do: the second opinion takes time by their square.
_MOST_FOR_SECOND_OPINION = 5_000

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

_NO_TEXT = frozenset({"script", "style"})

_LEAD_TAGS = frozenset({"p", "h2", "div", "strong"})
_LEAD = re.compile(r"(?:^|[\s_-])(?:sapo|description|chapeau|lead|summary)(?:$|[\s_-])", re.IGNORECASE)
_SHORTEST_LEAD, _LONGEST_LEAD = 30, 1000

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
    large = _very_large(root)
    found = None if large else _article(root)
    visible = blocks_of(body) if (body := root.find("body")) is not None else blocks_of(root)
    blocks, meta = _with_headline(root, found, visible) if found else ([], {})
    if not blocks:
        blocks = visible
        why = f"{large or 'no article found'}: all visible text taken"
        problems += [why] if blocks else ["no text"]
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
    for place in root.find_class("location-stamp"):  # of a lead, set apart by a style sheet
        place.tail = f" {place.tail or ''}"


def _names(element: Any) -> set[str]:
    return set(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())


def _very_large(root: Any) -> str | None:
    """Return what makes a page too large for the search for its article; None if nothing does."""
    from lxml import etree

    characters = elements = depth = nestings = 0
    for event, element in etree.iterwalk(root, ("start", "end")):
        if event == "end":
            depth -= 1
            characters += len(element.tail or "")
            continue
        elements, depth, nestings = elements + 1, depth + 1, nestings + depth
        characters += len(element.text or "") if element.tag not in _NO_TEXT else 0
        if characters > LONGEST_PAGE:
            return "very long page"
        if elements > MOST_ELEMENTS:
            return "very many elements"
        if nestings > _MOST_NESTINGS:
            return "very deeply nested"
    return None


def _article(root: Any) -> Any | None:
    """Return what trafilatura finds: the body of the article and what the page tells; None if nothing."""
    from lxml import etree
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    dates: Any = {"extensive_search": False, "max_date": _LATEST}  # its date is not used: see `_date`
    fast = sum(1 for _ in root.iter()) > _MOST_FOR_SECOND_OPINION
    options = Extractor(
        output_format="python", fast=fast, comments=False, with_metadata=True, date_params=dates
    )
    try:
        return bare_extraction(root, options=options)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return None  # its many rules meet pages that nobody thought of


def _with_headline(
    root: Any, found: Any, visible: Sequence[Block]
) -> tuple[list[Block], dict[str, str | None]]:
    """Return the blocks of the article, its headline and lead first and its date apart, and the metadata.

    There are none if all that was found is the text of the page without its paragraphs.
    """
    meta = _metadata(root, found)
    blocks = in_order([block for block in blocks_of(found.body) if block.text], visible)
    if not blocks or (len(blocks) == 1 and is_glued(blocks[0], visible)):
        return [], meta
    first = blocks[:_FIRST_BLOCKS]
    blocks = [block for block in first if iso_day(block.text) is None] + blocks[_FIRST_BLOCKS:]
    title = meta["title"] or ""
    for heading in root.iter("h1"):
        headline = " ".join(heading.text_content().split())
        if headline and title and (headline in title or title in headline):
            above = [headline, *_leads(root, heading)]
            blocks[:0] = [Block(one) for one in above if not any(one in block.text for block in first)]
            break
    return blocks, meta


def _leads(root: Any, heading: Any) -> Iterator[str]:
    """Yield the lead of an article, which many sites put between the headline and what holds the body."""
    behind = False
    for element in root.iter():
        behind = behind or element is heading
        if behind and element.tag in _LEAD_TAGS and _LEAD.search(element.get("class") or ""):
            text = join(blocks_of(element))
            if _SHORTEST_LEAD <= len(text) <= _LONGEST_LEAD:
                yield text
            return


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
