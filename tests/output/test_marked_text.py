from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style

from qnmine.entities import Mention
from qnmine.languages import load_phrases
from qnmine.layers import LAYERS, Mark, mark_documents, nest
from qnmine.output.display import Painter, cell_width, visible
from qnmine.output.filling import Piece, filled
from qnmine.output.marked_text import MarkedText
from qnmine.text.document import Document
from tests import SEEDS
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DrawFn

PLAIN, COLORED = Painter(None), Painter(ColorSystem.EIGHT_BIT)
FEW_COLORS = Painter(ColorSystem.STANDARD)
OVERLAYS = LAYERS[:-1]
SGR = re.compile(r"\x1b\[([0-9;]*)m")
SPACES = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
OPENER = re.compile(rf"\[(…?)({'|'.join(OVERLAYS)})(?: |$)")


def mark(text: str, part: str, layer: str, name: str = "") -> Mark:
    """A mark over the first place of a part of a text."""
    start = text.index(part)
    return Mark(
        start,
        start + len(part),
        layer,
        Mention("text", 1, start, start + len(part), part, layer, name or part),
    )


def view(paint: Painter, width: int | None = None, *, values: bool = False, lang: str = "vi") -> MarkedText:
    phrases = load_phrases("layers", lang), load_phrases("show", lang)
    return MarkedText(*phrases, paint, OVERLAYS, width=width, values=values, headings=False)


def lines(
    text: str,
    marks: Sequence[Mark],
    paint: Painter = PLAIN,
    width: int | None = None,
    *,
    values: bool = False,
) -> list[str]:
    return list(view(paint, width, values=values).lines(text, marks))


def as_shown(text: str) -> str:
    """A text as people are to see it: line feeds at the ends of lines but the last, controls as symbols."""
    ended = re.sub("\r\n?", "\n", text).removesuffix("\n")
    return re.sub("[^\n\t]+", lambda found: visible(found[0]), ended)


def read(shown: str) -> tuple[str, list[tuple[str, str]]]:
    """Read a text with brackets: the text, and the layer and the text of each stretch that is marked."""
    text, found = "", []
    open_ones: list[tuple[str, int]] = []
    place = 0
    while place < len(shown):
        strokes = re.compile(r"(\\*)([\[\]])").match(shown, place)
        if strokes is None:
            text, place = text + shown[place], place + 1
            continue
        text += "\\" * (len(strokes[1]) // 2)
        place = strokes.end() - 1
        opener = OPENER.match(shown, place)
        if len(strokes[1]) % 2:
            text, place = text + strokes[2], place + 1
        elif opener is not None:
            open_ones.append((opener[1] + opener[2], len(text)))
            place = opener.end()
        elif strokes[2] == "]" and open_ones:
            layer, start = open_ones.pop()
            found.append((layer, text[start:]))
            place += 1
        else:
            text, place = text + strokes[2], place + 1
    assert not open_ones
    return text, found


@st.composite
def marked(draw: DrawFn) -> tuple[str, list[Mark]]:
    """A text, hostile or Vietnamese, with marks anywhere."""
    brackets = st.lists(
        st.sampled_from(("[", "]", "\\", "[PER ", "[…date ", " ", "\n", "a", "\r\n", "\t")), max_size=20
    ).map("".join)
    text = draw(st.one_of(any_text(), vietnamese_text(), brackets))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place, st.sampled_from(OVERLAYS)), max_size=8))
    row = cast("Mention", None)  # without values nobody looks at it
    found = [Mark(start, end, layer, row) for start, end, layer in spans if start < end]
    return text, sorted(found, key=lambda one: (one.start, -one.end))


def leaves(text: str, marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """The layer and the text of each stretch of the marks, the inner ones first."""

    def inside(stretches: object) -> Iterator[tuple[str, str]]:
        for stretch in cast("list[object]", stretches):
            yield from inside(stretch.parts)  # type: ignore[attr-defined]
            if stretch.mark is not None:  # type: ignore[attr-defined]
                rest = "…" if stretch.is_rest else ""  # type: ignore[attr-defined]
                yield rest + stretch.mark.layer, text[stretch.start : stretch.end]  # type: ignore[attr-defined]

    return inside(nest(0, len(text), marks))


TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024. Ông Thể vui."
MARKS = [
    mark(TEXT, "Phạm Văn Thể", "PER"),
    mark(TEXT, "Hạ Long", "LOC", "thành phố Hạ Long"),
    mark(TEXT, "ngày 25/6/2024", "date"),
]


def test_brackets() -> None:
    assert lines(TEXT, MARKS) == [
        "Ông [PER Phạm Văn Thể] thăm [LOC Hạ Long] [date ngày 25/6/2024]. Ông Thể vui."
    ]
    assert lines(TEXT, MARKS, values=True) == [
        "Ông [PER Phạm Văn Thể] thăm [LOC Hạ Long = thành phố Hạ Long] [date ngày 25/6/2024]. Ông Thể vui."
    ]


def test_a_mark_inside_another_and_one_across_its_end() -> None:
    text = "chợ Hạ Long 1 ngày 2"
    inside = [mark(text, "chợ Hạ Long 1", "LOC"), mark(text, "1", "number")]
    assert lines(text, inside) == ["[LOC chợ Hạ Long [number 1]] ngày 2"]
    across = [mark(text, "chợ Hạ Long 1", "LOC"), mark(text, "1 ngày 2", "date", "2 tháng 1")]
    assert lines(text, across) == ["[LOC chợ Hạ Long [date 1]][…date  ngày 2]"]
    assert lines(text, across, values=True) == ["[LOC chợ Hạ Long [date 1]][…date  ngày 2 = 2 tháng 1]"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("như [1] và a[i]", "như [1] và a[i]"),
        ("gõ [PER x] hoặc [ORG", r"gõ \[PER x] hoặc \[ORG"),
        ("số \\[1]", r"số \\[1]"),
        ("C:\\tin\\Hạ Long", r"C:\tin\\[LOC Hạ Long]"),
        ("tin [Hạ Long]", "tin [[LOC Hạ Long]]"),
    ],
)
def test_brackets_of_the_text_itself(text: str, shown: str) -> None:
    marks = [mark(text, "Hạ Long", "LOC")] if "Hạ Long" in text else []
    assert lines(text, marks) == [shown]
    assert read(shown)[0] == text


def test_brackets_inside_a_mark() -> None:
    text = "Báo [Than] mới"
    assert lines(text, [mark(text, "Báo [Than]", "ORG")]) == [r"[ORG Báo \[Than\]] mới"]


@given(marked())
@example(("a\\", [Mark(0, 2, "PER", cast("Mention", None))]))
@example(("\\", []))
def test_without_brackets_it_is_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    shown, found = read("\n".join(lines(text, marks)))
    expected = as_shown(text)
    if text.endswith(("\n", "\r")) and any(one.end == len(text) for one in marks):
        expected += "\n"  # the bracket at the end of a mark has a line of its own
    assert shown == expected
    if "\r\n" not in text and not text.endswith(("\n", "\r")):  # a mark may end inside of these
        assert found == [(layer, as_shown_inside(part)) for layer, part in leaves(text, marks)]


def as_shown_inside(part: str) -> str:
    return re.sub("[^\n\t]+", lambda found: visible(found[0]), re.sub("\r\n?", "\n", part))


@given(marked())
def test_without_colour_it_is_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    for paint in (COLORED, FEW_COLORS):
        shown = "\n".join(lines(text, marks, paint))
        assert SGR.sub("", shown) == as_shown(text)


@given(marked(), st.integers(10, 60))
def test_filled_lines_are_narrow_and_keep_the_words(case: tuple[str, list[Mark]], width: int) -> None:
    text, marks = case
    expected = as_shown(text).replace("\t", "    ")
    for paint in (COLORED, PLAIN):
        shown = lines(text, marks, paint, width)
        if paint is COLORED:
            shown = [SGR.sub("", line) for line in shown]
            whole = [SPACES.sub(" ", line).strip(" ") for line in expected.split("\n")]
            if all(cell_width(word) <= width for word in SPACES.split(expected.replace("\n", " "))):
                assert SPACES.split(" ".join(shown).strip(" ")) == SPACES.split(" ".join(whole).strip(" "))
            assert SPACES.sub("", "".join(shown)) == SPACES.sub("", expected.replace("\n", ""))
        assert all(cell_width(line) <= width for line in shown), shown
        assert all(line == line.rstrip(" ") for line in shown)


def test_lines_end_between_words() -> None:
    text = "Trung tâm Truyền thông tỉnh Quảng Ninh"
    assert lines(text, [mark(text, text, "ORG")], width=22) == [
        "[ORG Trung tâm Truyền",
        "thông tỉnh Quảng Ninh]",
    ]
    # What opens a mark stays with its first word.
    assert lines("ở " + text, [mark("ở " + text, text, "ORG")], width=10)[:2] == ["ở", "[ORG Trung"]
    assert lines("x" * 25, [], width=10) == ["x" * 10, "x" * 10, "x" * 5]
    assert lines("世界" * 4, [], width=10) == ["世界世界世", "界世界"]
    assert lines("  thụt vào một chút", [], width=12) == ["  thụt vào", "một chút"]
    assert lines("a\n\nb\n", [], width=10) == ["a", "", "b"]


def test_a_very_narrow_line() -> None:
    assert [[piece.text for piece in line] for line in filled([Piece("世 a"), Piece("bc")], 1)] == [
        ["世"],
        ["a"],
        ["b"],
        ["c"],
    ]


def test_colour_goes_on_behind_the_end_of_a_line_and_not_into_the_margin() -> None:
    text = "Trung tâm Truyền thông tỉnh"
    first, second = lines(text, [mark(text, text, "ORG")], COLORED, 16)
    style = COLORED.style_of_layer("ORG")
    assert first == COLORED("Trung tâm Truyền", style)
    assert second == COLORED("thông tỉnh", style)


def test_a_value_stands_beside_its_mark() -> None:
    (shown,) = lines(TEXT, MARKS, COLORED, values=True)
    assert SGR.sub("", shown) == TEXT.replace("Hạ Long", "Hạ Long ‹thành phố Hạ Long›")


@pytest.mark.parametrize("paint", [COLORED, FEW_COLORS])
def test_layers_differ_in_colour_and_in_something_else(paint: Painter) -> None:
    styles = [Style.parse(paint.style_of_layer(layer)) for layer in OVERLAYS]
    assert len({style.color for style in styles}) == len(OVERLAYS)
    assert len({(style.bold, style.italic, style.underline) for style in styles}) == len(OVERLAYS)


def luminance(color: Color) -> float:
    def part(value: int) -> float:
        share = value / 255
        return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (part(value) for value in color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("layer", [*OVERLAYS, ""])
def test_colours_are_legible_on_black_and_on_white(layer: str) -> None:
    color = Style.parse(COLORED.style_of_layer(layer) if layer else COLORED.faint).color
    assert color is not None
    assert (luminance(color) + 0.05) / 0.05 >= 4.3
    assert 1.05 / (luminance(color) + 0.05) >= 4.3


def test_a_mark_inside_another_has_its_own_colour_and_the_line_of_the_other() -> None:
    style = Style.parse(COLORED.style_of_layer("LOC", "number"))
    assert style.color == Style.parse(COLORED.style_of_layer("number")).color
    assert style.underline


HOSTILE = "\x1b[31mđỏ\x1b]0;tên\x07 \u202eđảo\x00\x9b1m <script>alert(1)</script> \ud800\r\nhết"


@pytest.mark.parametrize("width", [None, 20])
def test_nothing_of_the_text_controls_the_terminal(width: int | None) -> None:
    for paint in (PLAIN, COLORED):
        name = "tên\x1b[2J"
        shown = lines(HOSTILE, [mark(HOSTILE, "đỏ", "PER", name)], paint, width, values=True)
        left = SGR.sub("", "\n".join(shown)) if paint is COLORED else "\n".join(shown)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", left)
        assert "␛[31m" in "".join(left.split("\n"))
    heading = "".join(view(PLAIN, 20)._heading("a\x1b[2J\n" + "dài " * 20))
    assert "\x1b" not in heading
    assert all(cell_width(line) <= 20 for line in heading.splitlines())


def test_words_are_tied_and_their_tags_follow_them() -> None:
    document = Document("text", "Tỉnh Quảng Ninh phát triển kinh tế số.")
    ((_, marks),) = mark_documents([document], ("LOC", "word"), pos=True)
    assert lines(document.text, marks) == ["[LOC Tỉnh Quảng_Ninh] phát_triển kinh_tế số."]
    # N: danh từ; Np: danh từ riêng; V: động từ.
    assert lines(document.text, marks, values=True) == [
        "[LOC Tỉnh/N Quảng_Ninh/Np = Quảng Ninh] phát_triển/V kinh_tế/N số/N."
    ]


def test_every_mark_of_the_seeds_is_there() -> None:
    documents = [
        Document(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))
    ]
    assert len(documents) == 5
    for document, marks in mark_documents(documents):
        text, found = read("\n".join(lines(document.text, marks)))
        assert text == document.text.removesuffix("\n")
        expected = [(one.layer, document.text[one.start : one.end]) for one in marks]
        assert sorted(pair for pair in found if not pair[0].startswith("…")) == sorted(expected)


def test_the_legend() -> None:
    legend = "".join(view(PLAIN)._legend(MARKS))
    assert legend == (
        "[PER] người: 1   [ORG] tổ chức: 0   [LOC] địa danh: 1   [number] số: 0   [date] thời gian: 1\n"
    )
    colored = "".join(view(COLORED, 40)._legend(MARKS))
    assert SGR.sub("", colored) == "■ người: 1   ■ tổ chức: 0\n■ địa danh: 1   ■ số: 0   ■ thời gian: 1\n"
    assert COLORED("người", COLORED.style_of_layer("PER")) in colored
