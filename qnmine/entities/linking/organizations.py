"""Names of organisations: which forms of a document mean the same body, and its fullest name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qnmine.entities.linking.bodies import Body, begins_with_kind, body, completed, with_level
from qnmine.entities.linking.forms import CACHED_FORMS, best_form, capitalized, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qnmine.entities.linking.setting import Setting
    from qnmine.entities.recognizer import Span

# Bodies of the state as a whole: without a place they are the national ones, of Viet Nam or of a country
# that the text does not repeat.
_NATIONAL = re.compile(
    r"(?:bộ|đảng|quốc hội|chính phủ|nhà nước|trung ương|tổng cục|cục|thanh tra|văn phòng|mặt trận"
    r"|(?:hải |lục |không )?quân|đại sứ quán|lãnh sự quán|hạ viện|thượng viện|nghị viện"
    r"|ngân hàng (?:nhà nước|trung ương)|ban chấp hành trung ương)\b"
)

# Bodies that there are of every unit: without one, no particular one is meant (`UBND các xã`).
_EVERYWHERE = frozenset(("hội đồng nhân dân", "ủy ban nhân dân", "ủy ban mặt trận tổ quốc", "công an"))

_SCHOOLS = frozenset(("trung học phổ thông", "trung học cơ sở", "tiểu học", "mầm non", "đại học", "cao đẳng"))

# Kinds of bodies that have a name of their own after the kind: `Tập đoàn Hòa Phát`, `Báo Tuổi Trẻ`.
_KINDS = _SCHOOLS | {
    "công ty", "tổng công ty", "công ty chứng khoán", "tập đoàn", "doanh nghiệp tư nhân", "hợp tác xã",
    "ngân hàng", "câu lạc bộ", "đội", "hãng", "hãng tin", "báo", "tạp chí", "kênh", "đài", "nhà xuất bản",
    "nhà máy", "quỹ", "trường", "học viện", "viện", "trung tâm", "bệnh viện",
}  # fmt: skip

_KIND_STARTS = frozenset(kind.split()[0] for kind in _KINDS)

# Kinds that can be left out once the name is known; not `Đại học FPT`, `Quỹ Vingroup`.
_LEFT_OUT = frozenset(
    ("công ty", "tổng công ty", "tập đoàn", "ngân hàng", "câu lạc bộ", "hãng", "báo", "tạp chí", "hãng tin")
)
_MIDDLE_LEFT_OUT = frozenset(
    ("công ty", "tập đoàn", "hợp tác xã", "trường", "doanh nghiệp tư nhân", "bệnh viện")
)
_LISTED = frozenset((",", "và", "-", "–", "/"))
_LONGEST_OWN_NAME = 4


@dataclass(slots=True)
class _Group:
    """Forms that are equal, with their counts; `full` is the group whose name they get, if not their own."""

    part: Body
    variants: dict[str, int] = field(default_factory=dict)
    full: _Group | None = None

    def root(self) -> _Group:
        group = self
        while group.full is not None:
            group = group.full
        return group

    def name(self) -> str:
        """The form to show, with the level word of the place where a form has it."""
        if len(self.variants) == 1:
            return _alone(self.part.name)
        levelled = {form: n for form, n in self.variants.items() if body(form).level}
        return _alone(best_form(levelled or self.variants))


@lru_cache(maxsize=CACHED_FORMS)
def _alone(name: str) -> str:
    """The name of a body of which a document has one form.

    It has the level word of a province where that is sure, and a capital when it begins with a kind of body.
    """
    name = with_level(body(name))
    return capitalized(name) if name[:1].islower() and begins_with_kind(capitalized(name)) else name


def organization_names(
    forms: Mapping[str, int], introduced: Mapping[str, str], setting: Setting
) -> dict[str, str]:
    """The name of each distinct form of the organisations of a document, given with its number of mentions.

    `introduced` are the abbreviations that the document itself explains.
    """
    groups: dict[tuple[str, str], _Group] = {}
    group_of: dict[str, _Group] = {}
    for form, count in forms.items():
        part = body(_unabbreviated(form, introduced) if introduced else form)
        if part.implied or (part.level and not part.place):
            part = body(_completed(part, setting))
        group = groups.get(part.key)
        if group is None:
            group = groups[part.key] = _Group(part)
        group.variants[part.name] = group.variants.get(part.name, 0) + count
        group_of[form] = group
    _link(list(groups.values()))
    names: dict[int, str] = {}
    for group in group_of.values():
        root = group.root()
        if id(root) not in names:
            names[id(root)] = root.name()
    return {form: names[id(group.root())] for form, group in group_of.items()}


def with_shared_level(text: str, spans: Sequence[Span], forms: Sequence[str]) -> list[str]:
    """The forms of organisations in a document, with the level that they share with the next in a list.

    `HĐND, UBND tỉnh` gives `HĐND tỉnh` and `UBND tỉnh`.
    """
    shared = list(forms)
    for number in range(len(spans) - 2, -1, -1):
        following = body(shared[number + 1])
        if (
            following.level
            and text[spans[number].end : spans[number + 1].start].strip() in _LISTED
            and (part := body(forms[number])).core in _EVERYWHERE
            and not (part.level or part.place)
        ):
            shared[number] = f"{part.name} {following.level} {following.place}".rstrip()
    return shared


def _unabbreviated(form: str, introduced: Mapping[str, str]) -> str:
    """A form with the abbreviation replaced that it is, or that follows the kind of body (`Tập đoàn TKV`)."""
    if form in introduced:
        return introduced[form]
    if introduced and " " in form:
        kind, _, alias = form.rpartition(" ")
        full = introduced.get(alias, "")
        if full and f"{fold(full)} ".startswith(f"{fold(kind)} "):
            return full
    return form


def _completed(part: Body, setting: Setting) -> str:
    """A name that ends with a level word, with the unit of that level that the document is about."""
    unit = setting.only(part.implied or part.level)
    return completed(part, unit) if unit else part.name


def _link(groups: list[_Group]) -> None:
    """Link groups to the only group that they can be short for."""
    cores: dict[str, list[_Group]] = {}
    for group in groups:
        cores.setdefault(group.part.core, []).append(group)
    for same in cores.values():
        if len(same) > 1:
            _link_legal_forms(same)
            _link_without_place(same)
    _link_own_names([group for group in groups if group.full is None])


def _link_legal_forms(same: Iterable[_Group]) -> None:
    """Link names that differ in their legal form only, when one has it and the others leave it out."""
    by_tail: dict[str, list[_Group]] = {}
    for group in same:
        by_tail.setdefault(group.part.tail, []).append(group)
    for alike in by_tail.values():
        ordered = sorted(
            alike, key=lambda group: (-len(group.part.legal), -len(group.part.base), group.part.name)
        )
        if all(shorter.part.legal <= longer.part.legal for longer, shorter in pairwise(ordered)):
            for group in ordered[1:]:
                group.full = ordered[0]


def _link_without_place(same: Iterable[_Group]) -> None:
    """Link a body without place to the only one that has one."""
    roots = {id(root): root for root in (group.root() for group in same)}.values()
    placed = [group for group in roots if group.part.place]
    bare = [group for group in roots if not group.part.place]
    if len(placed) != 1:
        return
    for group in bare:
        part = group.part
        if part.level:
            sure = part.level == placed[0].part.level
        else:
            # A brand alone is the company as a whole, not its branch: `Apple` and `Apple Việt Nam`.
            sure = part.core not in _EVERYWHERE and begins_with_kind(part.name)
        if sure and _NATIONAL.match(part.core) is None:
            group.full = placed[0]


def _link_own_names(groups: list[_Group]) -> None:
    """Link a kind with a name of its own, and the name alone, to the only longer name that has both."""
    exact: dict[str, list[_Group]] = {}
    ends: dict[tuple[str, str], list[_Group]] = {}
    taken: list[tuple[_Group, str, str]] = []
    for group in groups:
        kind, own = _own_name(group.part.core, group.part.level, group.part.place)
        taken.append((group, kind, own))
        if kind:
            exact.setdefault(own, []).append(group)
            words = own.split()
            if kind in _SCHOOLS:
                ends.setdefault(("trường", own), []).append(group)
            for size in range(2, min(len(words) - 1, _LONGEST_OWN_NAME) + 1):
                ends.setdefault((kind, " ".join(words[-size:])), []).append(group)
    for group, kind, own in taken:
        if kind in _MIDDLE_LEFT_OUT:
            longer = ends.get((kind, own), [])
        elif kind:
            continue
        else:
            longer = exact.get(own, [])
            longer = longer if all(_kind(one) in _LEFT_OUT for one in longer) else []
        if len(longer) == 1 and longer[0] is not group:
            group.full = longer[0]


def _kind(group: _Group) -> str:
    return _own_name(group.part.core, group.part.level, group.part.place)[0]


@lru_cache(maxsize=CACHED_FORMS)
def _own_name(core: str, level: str, place: str) -> tuple[str, str]:
    """The folded kind of a body and its own name after it; no kind: the whole is its own name."""
    whole = f"{core} {fold(f'{level} {place}')}" if place else core
    words = whole.split()
    if not words or words[0] not in _KIND_STARTS:
        return "", whole
    for size in (4, 3, 2, 1):
        kind = " ".join(words[:size])
        if kind in _KINDS and len(words) > size:
            return kind, " ".join(words[size:])
    return "", whole
