"""Text rewritten on request: Unicode form, tone-mark style, quotation marks and spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from qnmine.text.normalize import stroked_d, unicode_form
from qnmine.text.normalize import tone_style as in_tone_style

if TYPE_CHECKING:
    from qnmine.text.normalize import ToneStyle, UnicodeForm

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛‹›", "\"\"\"\"\"\"''''''")
_CURLY = str.maketrans("„‟«»‚‛‹›", "“““”‘‘‘’")
# A quotation mark opens at the start, and after white space, a bracket, a dash or another opening mark.
_OPENING = re.compile(r"(?:(?<=[\s(\[{<–—“‘/-])|\A)(?:\"(?=\S)|'(?=\w))")

_LINE_BREAK = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_SPACES = re.compile("[ \t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(f"(?:^|(?<=[{_LINE_BREAK}])) | (?=[{_LINE_BREAK}]|\\Z)")
# Controls, soft hyphens, byte-order marks, direction marks, zero-width spaces; and joiners (U+200C, U+200D)
# unless they follow a sign of a script, or an emoji, that they can join.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\u0600-\u1dff\u2190-\U0010ffff])[\u200c\u200d]"
)


def rewrite(
    text: str,
    *,
    form: UnicodeForm = "NFC",
    tone_style: ToneStyle | Literal["keep"] = "old",
    quotes: Literal["keep", "straight", "curly"] = "keep",
    spaces: bool = False,
) -> str:
    """Return the text in one Unicode form and tone-mark style, with quotes and spaces made alike if asked.

    With a tone-mark style, look-alikes of Đ become Đ in Vietnamese words (see `stroked_d`).
    `spaces` squeezes runs of any spaces, trims lines and drops invisible characters; line breaks stay as
    they are. Rewriting twice is rewriting once.
    """
    text = unicode_form(text, "NFKC" if "K" in form else "NFC")
    if spaces:
        # What stood around an invisible character may compose now.
        text = unicode_form(_AROUND_BREAK.sub("", _SPACES.sub(" ", _INVISIBLE.sub("", text))), "NFC")
    if tone_style != "keep":
        text = in_tone_style(stroked_d(text), tone_style)
    if quotes == "straight":
        text = text.translate(_STRAIGHT)
    elif quotes == "curly":
        text = _curly(text.translate(_CURLY))
    return text if form.endswith("C") else unicode_form(text, form)


def _curly(text: str) -> str:
    """Turn straight quotation marks and apostrophes into the typographic ones, by what stands around them."""
    opened = _OPENING.sub(lambda match: "“" if match.group() == '"' else "‘", text)
    return opened.replace('"', "”").replace("'", "’")
