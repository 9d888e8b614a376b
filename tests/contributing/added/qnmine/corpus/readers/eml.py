"""E-mail (.eml): the plain text of a message, with its subject, its sender and its day."""

from __future__ import annotations

from email import message_from_bytes, policy

from qnmine.corpus.readers.content import Content
from qnmine.errors import DocumentError
from qnmine.text.origin import Origin


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002, ARG001 -- as all readers
    """Return the plain text of a message, title, author and date; raises `DocumentError` if it has none.

    A message says itself in which encoding it is.
    """
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    if body is None or not message["from"]:
        raise DocumentError(name, "has no sender or no plain text, as a message has", "save it as text")
    try:
        text = str(body.get_content())
    except LookupError as error:
        raise DocumentError(name, f"is in an unknown encoding ({error})", "save it as UTF-8") from error
    sent = message["date"].datetime if message["date"] else None
    meta = {"title": message["subject"], "author": message["from"], "date": sent and sent.date().isoformat()}
    origin = Origin(format, body.get_content_charset("ascii"))
    return Content(text.replace("\r\n", "\n"), origin, {key: str(value or "") for key, value in meta.items()})
