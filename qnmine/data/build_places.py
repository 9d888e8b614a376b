"""Write the tables of administrative units and countries in `places/` from their sources.

Run from the top of a source checkout; nothing is downloaded, the sources are fetched beforehand::

    pip download --no-deps vietnamadminunits==1.0.4 -d build/sources
    pip install babel==2.18.0
    python -m qnmine.data.build_places units build/sources/vietnamadminunits-1.0.4-py3-none-any.whl
    python -m qnmine.data.build_places countries

`units` writes `before.csv` (the units until 30 June 2025 and what each became) and `since.csv` (the units
since 1 July 2025); `countries` writes `countries.csv`. Other spellings of all of these stand in
`spellings.csv`, which is edited by hand. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import tempfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError
from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACES = Path(__file__).parent / "places"
BABEL = "2.18.0"

_DATABASE, _MAPPING = "vietnamadminunits/data/dataset.db", "vietnamadminunits/data/converter_2025.json"
_KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_KIND = re.compile(f"({'|'.join(_KINDS)}) +(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one state; `within` is the code of the next larger unit, empty for a province."""

    code: str
    kind: str
    name: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One way from a commune before to a commune since; `part` when it is not the main one."""

    before: str
    since: str
    part: bool


def main(arguments: list[str] | None = None) -> None:
    """Run one of the two steps from the command line."""
    parser = argparse.ArgumentParser(description="Build the tables of administrative units and countries.")
    steps = parser.add_subparsers(dest="step", required=True)
    units = steps.add_parser("units", help="before.csv, since.csv")
    units.add_argument("package", type=Path, help="wheel of vietnamadminunits, or its unpacked folder")
    steps.add_parser("countries", help="countries.csv; needs Babel")
    options = parser.parse_args(arguments)
    try:
        if options.step == "units":
            write_units(options.package)
        else:
            write_countries()
    except QnmineError as error:
        parser.exit(1, f"{parser.prog}: {error}\n")


def write_units(package: Path) -> None:
    """Write the units of both states and the way from one to the other from `package`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = _unpacked(package, Path(scratch))
        connection = sqlite3.connect(folder / _DATABASE)
        try:
            before, before_keys = _units(
                connection, "admin_units_legacy", ("province", "district", "ward"), "{}_{}_{}"
            )
            since, since_keys = _units(connection, "admin_units", ("province", "ward"), "{}_{}")
        finally:
            connection.close()
        mapping = json.loads((folder / _MAPPING).read_text(encoding="utf-8"))
    links = without_namesakes(_links(mapping, before_keys, since_keys), before)
    provinces = {
        before_keys[old]: since_keys[new] for new, olds in mapping["DICT_PROVINCE"].items() for old in olds
    }
    successors = successors_of(before, links, provinces)
    relations = relations_of(before, since, successors)
    _write(
        PLACES / "before.csv",
        ("code", "kind", "name", "within", "relation", "successors"),
        (
            (*_columns(unit), relations[unit.code], " ".join(successors[unit.code]))
            for unit in _ordered(before)
        ),
    )
    _write(PLACES / "since.csv", ("code", "kind", "name", "within"), map(_columns, _ordered(since)))


def without_namesakes(links: Iterable[Link], before: Mapping[str, Unit]) -> list[Link]:
    """Drop the links that the source made by a name alone.

    A resolution that takes `Phường 4` into a new ward means the one of that city; the source gives the ward
    to every `Phường 4` of the new province. Of communes of one kind and name in different districts that
    lead to the same new one, those stay whose district gives most of it, then those led there in the main.
    """
    by_target: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_target[link.since].append(link)
    kept = []
    for group in by_target.values():
        districts = Counter(before[link.before].within for link in group)
        by_name: dict[tuple[str, str], list[tuple[tuple[int, bool], Link]]] = defaultdict(list)
        for link in group:
            unit = before[link.before]
            by_name[unit.kind, unit.name.casefold()].append(((districts[unit.within], not link.part), link))
        for namesakes in by_name.values():
            best = max(weight for weight, _ in namesakes)
            kept += [link for weight, link in namesakes if weight == best]
    return kept


def successors_of(
    before: Mapping[str, Unit], links: Iterable[Link], provinces: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return what each unit before became: the main successor first, the others by code.

    A district became the communes that its communes became.
    """
    of_commune: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_commune[link.before].append(link)
    successors: dict[str, list[str]] = {old: [new] for old, new in provinces.items()}
    of_district: dict[str, set[str]] = defaultdict(set)
    for code, found in of_commune.items():
        codes = [link.since for link in sorted(found, key=lambda link: (link.part, link.since))]
        if len(code) == 3:
            of_district[code].update(codes)  # the five island districts without communes
        else:
            successors[code] = codes
            of_district[before[code].within].update(codes)
    successors.update({code: sorted(codes) for code, codes in of_district.items()})
    missing = sorted(before.keys() - successors.keys())
    if missing:
        raise QnmineError(f"units without a successor: {', '.join(missing[:5])}; is this version 1.0.4?")
    return successors


def relations_of(
    before: Mapping[str, Unit], since: Mapping[str, Unit], successors: Mapping[str, list[str]]
) -> dict[str, str]:
    """Return how each unit before passed into its successors: `same`, `renamed`, `merged` or `split`.

    Several successors: split. One, made of more than this unit: merged. One of the same extent: same when
    kind and name stayed, else renamed (also a district that became one special zone).
    """
    larger = {unit.within for unit in before.values()}
    made_of: dict[str, set[str]] = defaultdict(set)
    for code in before:
        if len(code) == 2 or code not in larger:
            for successor in successors[code]:
                made_of[successor].add(code)
    relations = {}
    for code, unit in before.items():
        first, *others = successors[code]
        parts = made_of[first]
        if others:
            relations[code] = "split"
        elif not all(code in (part, before[part].within) for part in parts):
            relations[code] = "merged"
        else:
            same = (unit.kind, unit.name) == (since[first].kind, since[first].name)
            relations[code] = "same" if same else "renamed"
    return relations


def write_countries() -> None:
    """Write the countries and territories of ISO 3166-1 with the names of Unicode CLDR, through Babel."""
    try:
        release = version("babel")
        territories: dict[str, str] = dict(import_module("babel").Locale("vi").territories)
    except (ImportError, PackageNotFoundError) as error:
        raise QnmineError(f"Babel is not installed; try `pip install babel=={BABEL}`") from error
    if release != BABEL:
        raise QnmineError(f"Babel {release} is not the documented source; try `pip install babel=={BABEL}`")
    rows = (
        (code, _name(re.sub(r" *\(.*?\)|^Đặc khu Hành chính |, Trung Quốc$", "", name)))
        for code, name in sorted(territories.items())
        if re.fullmatch("[A-Z]{2}", code) and not _NOT_ISO_3166.match(code)
    )
    _write(PLACES / "countries.csv", ("code", "name"), rows)


# CLDR codes that are none of ISO 3166-1: reserved for other ends, of unions, of pseudo-locales. XK (Kosovo),
# which the standard leaves to its users and everybody uses, is kept.
_NOT_ISO_3166 = re.compile("AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|XA|XB|ZZ")


def _unpacked(package: Path, scratch: Path) -> Path:
    """Return the folder that holds the two sources, unpacking a wheel into `scratch`."""
    folder = package
    if not package.is_dir():
        folder = scratch
        try:
            with zipfile.ZipFile(package) as wheel:
                wheel.extract(_DATABASE, scratch)
                wheel.extract(_MAPPING, scratch)
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise QnmineError(
                f"{package}: no wheel of vietnamadminunits; see the usage of this module"
            ) from error
    for part in (_DATABASE, _MAPPING):
        if not (folder / part).is_file():
            raise QnmineError(f"{package}: holds no {part}; unpack the wheel of vietnamadminunits there")
    return folder


def _units(
    connection: sqlite3.Connection, table: str, levels: tuple[str, ...], key: str
) -> tuple[dict[str, Unit], dict[str, str]]:
    """Read one state: its units by code, and the codes by the keys that the mapping names them by."""
    columns = [f'"{level}{part}"' for level in levels for part in ("", "Code", "Key")]
    units: dict[str, Unit] = {}
    keys: dict[str, str] = {}
    for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"'):
        within = ""
        for name, code, _ in zip(row[::3], row[1::3], row[2::3], strict=True):
            if code:
                units[code] = _unit(code, name, within)
                within = code
        keys[key.format(*(part or "" for part in row[2::3]))] = within
        keys[row[2]] = row[1]
    return units, keys


def _unit(code: str, full: str, within: str) -> Unit:
    found = _KIND.fullmatch(full)
    if found is None:
        raise QnmineError(f"{code} {full}: the name of a unit that begins with no known kind")
    return Unit(code, found[1].lower(), _name(found[2]), within)


def _name(raw: str) -> str:
    """Bring a name into the form of all data: NFC, old tone style, single spaces, capitals where lost."""
    words = normalize(raw).text.split()
    return " ".join(word if word[0].isascii() else word[0].upper() + word[1:] for word in words)


def _links(
    mapping: Mapping[str, Mapping[str, Mapping[str, list[dict[str, object]] | list[str]]]],
    before: Mapping[str, str],
    since: Mapping[str, str],
) -> list[Link]:
    """Read the ways of the communes from the source's two tables, undivided and divided communes."""
    links = []
    for province, wards in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            links += [Link(before[str(old)], since[f"{province}_{ward}"], part=False) for old in olds]
    for province, olds_of in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards_of in olds_of.items():
            for found in wards_of:
                assert isinstance(found, dict)
                target = since[f"{province}_{found['newWardKey']}"]
                links.append(Link(before[old], target, part=not found["isDefaultNewWard"]))
    return links


def _columns(unit: Unit) -> tuple[str, ...]:
    return unit.code, unit.kind, unit.name, unit.within


def _ordered(units: Mapping[str, Unit]) -> list[Unit]:
    """Sort units by level, then code."""
    return sorted(units.values(), key=lambda unit: (len(unit.code), unit.code))


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
