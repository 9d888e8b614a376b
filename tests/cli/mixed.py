"""A folder of files of many formats, as it may come to a user."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import qnmine.encodings  # noqa: F401 -- makes the codec known

if TYPE_CHECKING:
    from pathlib import Path

NEWS = "Ông Phạm Văn Thể, Chủ tịch UBND tỉnh Quảng Ninh, thăm TP. Hạ Long ngày 25/6/2024{}"
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin Hạ Long</title>
<meta property="article:published_time" content="2024-06-25"></head><body><article><h1>Tin Hạ Long</h1>
<p>{}</p><p>{}</p></article></body></html>"""


def mixed_folder(folder: Path, *, returns: bool = True) -> Path:
    """Write the folder and return it; with carriage returns in texts, unless a sheet is to hold them."""
    end = "\r\n" if returns else "\n"
    records = [
        {"text": NEWS.format(" ở báo."), "tags": ["a", "b"], "n": 3},
        {"text": NEWS.format(" =1+1"), "section": "Thể thao", "extra": True},
        {"text": None, "late": "x"},
    ]
    files = {
        "a.txt": "\ufeff" + NEWS.format("." + end) + end + "Hoà bình." + end,
        "báo/2024/nfd.txt": unicodedata.normalize("NFD", NEWS.format(" (1).")),
        "báo/empty.txt": "",
        "t.csv": f'id,text,section,n\nA1,"{NEWS.format(end)}, ""x""",Kinh tế,1.50\n,Hà Nội mưa.,,2\n',
        "t.jsonl": "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
        "array.json": json.dumps([{"id": "j1", "text": NEWS.format(" (2)."), "x": 1.0}]),
        "page.html": PAGE.format(NEWS.format(". ") * 5, "Hà Nội có mưa, Đà Nẵng nắng nóng. " * 8),
        "subtitles.srt": "1\n00:00:01,000 --> 00:00:02,000\nXin chào Hạ Long\n",
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    (folder / "tcvn.txt").write_bytes(
        "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Quảng Ninh phát triển.".encode(
            "tcvn3"
        )
    )
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("tin/2023/a.txt", NEWS.format("?"))
        archive.writestr("tin/b.csv", "id,text,inside\nq,Hà Nội,5\n")
    return folder
