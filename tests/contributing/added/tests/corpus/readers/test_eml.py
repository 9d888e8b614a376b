"""Messages: text and metadata in any encoding, and one line for what is no message."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.corpus.loading import load_bytes


def message(text: str, charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Phạm Văn Thể <the@example.org>", "Họp báo ở Hạ Long"
    made["Date"] = "Tue, 25 Jun 2024 23:30:00 +0700"
    made.set_content(text, charset=charset)
    return made.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "cp1258"])
def test_a_message_is_its_text_with_metadata(charset: str) -> None:
    # Windows-1258 has its tone marks apart.
    text = "Ông Thể ở Hạ Long.\n" if charset != "cp1258" else "Ông Thê\u0309 ơ\u0309 Ha\u0323 Long.\n"
    (document,) = load_bytes(message(text, charset), "eml", keep=("title", "author", "date")).documents
    assert document.text == text
    assert document.meta == {
        "title": "Họp báo ở Hạ Long",
        "author": "Phạm Văn Thể <the@example.org>",
        "date": "2024-06-25",
    }


@pytest.mark.parametrize("data", [b"", b"\0\xff", b"From: a@b\nContent-Type: text/html\n\n<p>x</p>"])
def test_what_is_no_message_is_one_error(data: bytes) -> None:
    loaded = load_bytes(data, "eml")
    assert loaded.failures == ["-"]
