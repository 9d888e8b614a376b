"""The tour of the library in `examples/python_api.py`: what it prints, beside what the articles say."""

from __future__ import annotations

import re
import subprocess
import sys
from unicodedata import normalize

import pytest

from tests import ROOT


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """What each cell prints, by its title; a warning is an error."""
    command = [sys.executable, "-X", "utf8", "-W", "error", "examples/python_api.py"]
    process = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert process.returncode == 0, process.stderr.decode()
    first, *parts = re.split(r"^== (.*)\n", process.stdout.decode(), flags=re.MULTILINE)
    assert first.strip() == ""
    return dict(zip(parts[::2], parts[1::2], strict=True))


def squeezed(text: str) -> str:
    """Text with single spaces, so that the width of columns does not matter, in NFC."""
    return re.sub(r" +", " ", normalize("NFC", text))


# Read in the articles, or worked out by hand: see the comments.
SHOWN = [
    ("Documents", "2023-001 937 {'date': '2023-03-08', 'section': 'Pháp luật'}"),
    ("Rows of a document", "1 2 4 16 Phạm Văn Thể Np"),  # behind the four characters of `Ông `
    ("Rows of a document", "22 33 TP. Hạ Long LOC Hạ Long 0.99"),
    ("Rows of a document", "2,8 tỷ đồng money 2800000000 VND"),
    ("Rows of a document", "ngày 25/6/2024 date 2024-06-25 2024-06-25 2024-06-25"),
    ("Offsets", r"'Qua\u0309ng Ninh', name: Quảng Ninh"),  # the hook stands for itself
    # "Theo ông Thể: …" after "Theo ông Phạm Văn Thể - Chủ tịch Hiệp hội Doanh nghiệp tỉnh"
    ("Entities of the articles", "001_8d7c8d55cc24d0bc.txt Thể Phạm Văn Thể"),
    ("Entities of the articles", "HĐND tỉnh Hội đồng nhân dân tỉnh Quảng Ninh"),
    ("Corrections", "name='Hồ Chí Minh', type='PER', mentions=1, docs=1, variants=('Bác',)"),
    ("Places", "tỉnh Bắc Giang 24 merged -> tỉnh Bắc Ninh 24"),  # resolution 202/2025/QH15
    ("Places", "huyện Bình Liêu 198 split -> xã Hoành Mô, tỉnh Quảng Ninh 06841"),
    ("Numbers and dates", "28.000 tỷ đồng 28000000000000 hơn"),  # "gây thiệt hại hơn 28.000 tỷ đồng"
    ("Numbers and dates", "2023-005 tuần trước 2023-05-08/2023-05-14"),  # of an article of Mon 2023-05-15
    ("Dispersion", "kinh tế 35 5 0.2491"),  # as `qnmine dispersion` has it
    ("Words of one's own", "['Phát triển', 'kinh tế số', '.']"),
    ("Network", "the most connected: Quảng Ninh"),
    ("Errors", "2 documents were read"),
    ("Errors", "broken.jsonl:4: 'text' is a list"),
    ("Errors", "Ông Phạm Văn Thể thăm TP. Hạ Long"),
    ("Display and explain", "Ông [PER Phạm Văn Thể] thăm [LOC TP. Hạ Long = Hạ Long]"),
    ("Display and explain", "Hạ Long: LOC before ORG"),
]


@pytest.mark.parametrize(("cell", "text"), SHOWN)
def test_the_tour_shows(printed: dict[str, str], cell: str, text: str) -> None:
    assert text in squeezed(printed[cell])


def test_every_cell_has_its_title_and_prints(printed: dict[str, str]) -> None:
    source = (ROOT / "examples" / "python_api.py").read_text(encoding="utf-8")
    assert source.count("\n# %% ") == len(printed) + 1  # that of the imports prints nothing
    assert all(text.strip() for text in printed.values())
    assert len(source.splitlines()) <= 200


def test_merged_counts_are_those_of_all_news(printed: dict[str, str]) -> None:
    import qnmine

    counts = qnmine.WordCounts()
    counts.add_documents(qnmine.running_words(list(qnmine.read(ROOT / "examples" / "news.csv"))))
    assert printed["Keywords"].startswith(f"{counts.documents} documents, {counts.words} words\n")


def test_the_ranks_of_the_tour_are_told_by_their_measure(printed: dict[str, str]) -> None:
    scores = [float(line.split()[-1]) for line in printed["Collocations"].splitlines()[1:] if line]
    assert scores == sorted(scores, reverse=True)
    sides = [line.split()[1] for line in printed["Compare"].splitlines()[1:] if line]
    assert sides == ["A", "A", "B", "B"]
    right = [line.split("]")[1].split()[0] for line in printed["Concordance"].splitlines() if line]
    assert right == sorted(right)
