"""What a report counts, compared with what the articles say."""

from __future__ import annotations

import pytest

from qnmine.languages import load_phrases
from qnmine.report.analysis import analyse
from qnmine.report.contents import chosen_entities, named_entities, shown_text
from qnmine.report.gathering import LARGEST, Gatherer
from qnmine.report.page import About
from qnmine.report.sampling import Limits
from qnmine.report.tables import date_rows, place_rows, sum_rows
from qnmine.report.view import View, view_of
from qnmine.text.document import Document
from tests import SEEDS


def gathered(*texts: str, limits: Limits | None = None) -> Gatherer:
    gatherer = Gatherer(limits or Limits())
    for one in analyse([Document(f"d{number}", text) for number, text in enumerate(texts)]):
        gatherer.add(one)
    return gatherer


def view(gatherer: Gatherer, language: str = "en") -> View:
    phrases, layers = load_phrases("report", language), load_phrases("layers", language)
    return view_of(gatherer, phrases, layers, About("t", (), ()))


@pytest.fixture(scope="module")
def seeds() -> Gatherer:
    gatherer = Gatherer(Limits())
    paths = sorted(SEEDS.glob("*.txt"))
    for one in analyse([Document(path.name, path.read_text(encoding="utf-8")) for path in paths]):
        gatherer.add(one)
    return gatherer


def test_overview_of_the_articles(seeds: Gatherer) -> None:
    tiles = {key: number for key, number, _ in view(seeds).tiles}
    assert tiles["documents"] == 5
    # Thể twice, Ký twice, Ấn twice, Hiền, Thắng, Cường, Bác.
    assert tiles["PER"] == 10
    facts = dict(view(seeds).facts)
    # From the newspaper Than (1928) to the vision of the province's plan (2050).
    assert facts["Period the dates cover"] == "1928 to 2050"
    assert facts["Texts on this page"] == "all 5"


def test_every_mention_has_its_line(seeds: Gatherer) -> None:
    texts = seeds.sample.texts()
    named = {one.name: one for one in named_entities(chosen_entities(seeds), texts, 100)}
    person = named["Phạm Văn Thể"]
    assert (person.type, person.mentions, person.docs, person.variants) == ("PER", 2, 1, "Thể")
    (of_text,) = person.texts
    assert of_text.doc == "001_8d7c8d55cc24d0bc.txt"
    first, second = of_text.lines
    assert (first.text, second.text) == ("Phạm Văn Thể", "Thể")
    assert first.left.endswith("là vô cùng lớn. Theo ông ")
    assert first.right.startswith(" - Chủ tịch Hiệp hội Doanh nghiệp tỉnh")
    assert second.right.startswith(": Một trong những dấu ấn nổi bật")
    assert sum(one.mentions for one in named.values()) == sum(one.shown for one in named.values())


def test_places_before_and_after_the_merger(seeds: Gatherer) -> None:
    rows = {row.name: row for row in place_rows(seeds.places.placed_entities())}
    assert rows["Quảng Nam"].today == [("thành phố Đà Nẵng", "48")]
    assert (rows["Quảng Nam"].relation, rows["Quảng Nam"].code) == ("merged", "49")
    district = rows["Bình Liêu"]
    assert (district.level, district.province, district.relation) == ("district", "Quảng Ninh", "split")
    assert {name for name, _ in district.today} >= {
        "xã Bình Liêu, tỉnh Quảng Ninh",
        "xã Hoành Mô, tỉnh Quảng Ninh",
        "xã Lục Hồn, tỉnh Quảng Ninh",
    }
    assert "Vịnh Hạ Long" not in rows  # no administrative unit


def test_the_largest_sums(seeds: Gatherer) -> None:
    by_unit = dict(seeds.sums())
    assert [one.value for one in by_unit["VND"]] == [28_000 * 10**9, 138 * 10**9]
    assert [one.value for one in by_unit["USD"]] == [2_800_000_000]
    damage, _ = sum_rows(by_unit["VND"], seeds.sample.texts())
    assert (damage.text, damage.doc) == ("28.000 tỷ đồng", "003_b1be12870c921d8a.txt")
    assert damage.line is not None
    assert damage.line.left.endswith("gây thiệt hại hơn ")


def test_only_the_largest_sums_are_kept_and_equal_ones_in_order() -> None:
    texts = [f"Chi {number} tỷ đồng." for number in range(1, 31)]
    (unit, sums), *others = gathered("Chi 30 tỷ đồng, rồi 30 tỷ đồng.", *texts).sums()
    assert (unit, others, len(sums)) == ("VND", [], LARGEST)
    assert [one.value // 10**9 for one in sums] == [30, 30, 30, 29, 28, 27, 26, 25, 24, 23]
    assert [(one.number, one.row.start) for one in sums[:3]] == [(0, 4), (0, 20), (30, 4)]


def test_dates_come_in_time_order(seeds: Gatherer) -> None:
    rows, total = date_rows(seeds.sample.texts())
    assert (rows[0].value, rows[0].line.text) == ("1928", "năm 1928")
    assert (rows[-1].value, rows[-1].line.text) == ("2050", "năm 2050")
    assert len(rows) == total
    values = [row.value for row in rows]
    assert values.index("1994-12-17/2024-12-17") < values.index("2017-10-25") < values.index("2024-06-25")


def test_numbers_by_kind_and_unit() -> None:
    units = gathered("Có 3 tin và 5 tin, đạt 12,5%.", "Thêm 1.000 tin.").units
    told = units["cardinal", "tin"]
    assert (told.count, told.docs, told.low, told.high) == (3, 2, 3, 1000)
    assert (units["percent", "%"].count, units["percent", "%"].high) == (1, 12.5)


def test_a_sample_says_so_and_figures_are_of_all() -> None:
    texts = [f"Ông Phạm Văn Thể thăm Hạ Long lần {number}." for number in range(30)]
    gatherer = gathered(*texts, limits=Limits(texts=4, mentions=3, seed=7))
    page = view(gatherer)
    assert len(page.texts) == 4
    assert dict(page.facts)["Texts on this page"].startswith("4 of 30, drawn at random (seed 7)")
    person = next(one for one in page.entities if one.name == "Phạm Văn Thể")
    assert (person.mentions, person.docs, person.shown) == (30, 30, 3)
    assert next(number for key, number, _ in page.tiles if key == "documents") == 30


def test_the_most_frequent_entities_of_each_type() -> None:
    gatherer = gathered(
        "Ông Phạm Văn Thể gặp bà Nguyễn Thị Hiền. Ông Phạm Văn Thể thăm Hà Nội.", limits=Limits(entities=1)
    )
    assert [one.name for one in chosen_entities(gatherer) if one.type == "PER"] == ["Phạm Văn Thể"]
    page = view(gatherer)
    assert (page.entities_of_type["PER"], page.entities_of_type["LOC"]) == (1, 1)
    assert page.entities_total == 3


def test_no_texts_on_the_page_means_none_of_their_words() -> None:
    page = view(gathered("Ông Phạm Văn Thể chi 5 tỷ đồng ngày 1/7/2025.", limits=Limits(texts=0)))
    assert (page.texts, page.dates) == ([], [])
    assert all(not one.texts for one in page.entities)
    assert all(row.line is None for _, rows in page.sums for row in rows)
    assert "by choice" in dict(page.facts)["Texts on this page"]


def test_an_empty_corpus() -> None:
    page = view(gathered())
    assert (page.texts, page.entities, page.places, page.units, page.sums) == ([], [], [], [], [])
    assert dict(page.facts)["Period the dates cover"] == "none"
    assert view(gathered("")).texts[0].length == 0


def test_text_of_a_cell_is_one_safe_line() -> None:
    assert shown_text(" a\n\tb\u202e\x1b[0m ") == "a b<U+202E>␛[0m"
    assert shown_text("ă" * 1000) == "ă" * 200 + "…"
