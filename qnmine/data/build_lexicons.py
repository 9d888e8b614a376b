"""Write the word lists that have an outside source, and keep the hand-made ones in order.

Run from the top of a source checkout; nothing is downloaded, the sources are fetched beforehand::

    pip download --no-deps vietnamadminunits==1.0.4 -d build/sources
    pip install babel==2.18.0
    python -m qnmine.data.build_lexicons units build/sources/vietnamadminunits-1.0.4-py3-none-any.whl
    python -m qnmine.data.build_lexicons countries
    python -m qnmine.data.build_lexicons tidy

`tidy` brings every list into the one form that the tests ask for: NFC, old tone-mark style, no
duplicates, sorted by code point, the `#` header kept. Run it after editing a list by hand.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
import zipfile
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.data.lexicons import parse_entries
from qnmine.errors import QnmineError
from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent
LEXICONS = DATA / "lexicons"

_UNITS_DATABASE = "vietnamadminunits/data/dataset.db"
_UNITS_SOURCE = "PyPI package vietnamadminunits 1.0.4 (both states of the units: before and after 2025-07-01)"
_UNITS_LICENCE = "MIT, copyright (c) 2025 Tran Ngoc Minh Hieu"

# Written by hand (CC0): what newspapers write instead of the official short names.
_PROVINCE_VARIANTS = """
TP.HCM, TPHCM, TP. HCM, TP HCM, Tp.HCM, Tp. HCM, Tp HCM, HCM, HCMC, TP Hồ Chí Minh, TP. Hồ Chí Minh
TP.Hồ Chí Minh, Tp. Hồ Chí Minh, HN, BR-VT, BRVT, BR - VT, Bà Rịa-Vũng Tàu, Bà Rịa – Vũng Tàu
Thừa Thiên Huế, Thừa Thiên - Huế, Thừa Thiên-Huế, Thừa Thiên – Huế, TT-Huế, TT Huế, Đắc Lắc, Đắk Lăk
Đăk Lăk, Đăk Lắk, Đắc Lăk, Dak Lak, Daklak, DakLak, Đắc Nông, Đăk Nông, Dak Nong, Bắc Cạn, Kontum, KonTum
Kon-Tum, Hanoi, Ha Noi, Saigon, Da Nang, Danang, Hai Phong, Hue, Can Tho, Quang Ninh
"""
_COUNTRY_VARIANTS = """
Hoa Kỳ, Hợp chúng quốc Hoa Kỳ, Hợp chủng quốc Hoa Kỳ, USA, U.S., US, UK, Vương quốc Anh, Anh Quốc, Anh quốc
Liên hiệp Anh, Liên hiệp Vương quốc Anh và Bắc Ireland, Scotland, Xcốt-len, Xứ Wales, Wales, Bắc Ireland
Nga, Liên bang Nga, CHLB Nga, LB Nga, Đức, CHLB Đức, Cộng hòa Liên bang Đức, Tây Đức, Đông Đức, CHDC Đức
Cộng hòa Dân chủ Đức, Pháp, Cộng hòa Pháp, Italia, Italy, I-ta-li-a, Tây Ban Nha, Bồ Đào Nha, Hà Lan
Hòa Lan, Thụy Sĩ, Thụy Sỹ, Thụy Điển, Na Uy, Đan Mạch, Phần Lan, Ba Lan, CH Séc, Cộng hòa Séc, Tiệp Khắc
Hungary, Hung-ga-ri, Hungari, Rumani, Ru-ma-ni, Romania, Bungari, Bun-ga-ri, Bulgaria, Hy Lạp, Thổ Nhĩ Kỳ
Thổ Nhĩ Kì, Ai Len, Ireland, CH Ireland, Cộng hòa Ireland, Iceland, Băng Đảo, Nam Tư, Liên Xô
Liên bang Xô viết, Serbia, Xéc-bi-a, Croatia, Crô-a-ti-a, Slovenia, Slovakia, Xlô-va-ki-a, Bosnia
Bosnia và Herzegovina, Bosnia & Herzegovina, Montenegro, Macedonia, Bắc Macedonia, Albania, An-ba-ni, Kosovo
Ukraine, Ukraina, U-crai-na, Belarus, Bê-la-rút, Bạch Nga, Moldova, Môn-đô-va, Litva, Lithuania, Latvia
Estonia, Gruzia, Georgia, Armenia, Azerbaijan, A-déc-bai-gian, Kazakhstan, Ca-dắc-xtan, Uzbekistan
Turkmenistan, Tajikistan, Kyrgyzstan, Mông Cổ, Ngoại Mông, Trung Quốc, Trung Hoa, CHND Trung Hoa
Cộng hòa Nhân dân Trung Hoa, Trung Cộng, Trung Quốc đại lục, Đài Loan, Hồng Kông, Hong Kong, Hongkong
HongKong, Hồng Công, Hương Cảng, Ma Cao, Macau, Macao, Áo Môn, Nhật Bản, Hàn Quốc, Nam Hàn, Đại Hàn
Đại Hàn Dân Quốc, Triều Tiên, Bắc Hàn, Bắc Triều Tiên, CHDCND Triều Tiên
Cộng hòa Dân chủ Nhân dân Triều Tiên, Cao Ly, Việt Nam, VN, CHXHCN Việt Nam, Viet Nam, Vietnam
Cộng hòa Xã hội chủ nghĩa Việt Nam, Cộng hòa xã hội chủ nghĩa Việt Nam, Việt Nam Dân chủ Cộng hòa, VNDCCH
VNCH, Việt Nam Cộng hòa, Lào, CHDCND Lào, Cộng hòa Dân chủ Nhân dân Lào, Campuchia, Cam-pu-chia, Cambodia
Căm-pu-chia, Cao Miên, Chân Lạp, Khmer Đỏ, Thái Lan, Xiêm, Xiêm La, Myanmar, Mi-an-ma, Miến Điện, Burma
Malaysia, Ma-lai-xi-a, Mã Lai, Mã Lai Á, Singapore, Xin-ga-po, Singapo, Tân Gia Ba, Indonesia, In-đô-nê-xi-a
Nam Dương, Indo, Philippines, Phi-líp-pin, Philippin, Phi Luật Tân, Brunei, Bru-nây, Brunei Darussalam
Timor-Leste, Timor Leste, Đông Timor, Ấn Độ, Pakistan, Pa-ki-xtan, Bangladesh, Băng-la-đét, Nepal, Nê-pan
Bhutan, Bu-tan, Sri Lanka, Xri Lan-ca, Tích Lan, Maldives, Man-đi-vơ, Afghanistan, Áp-ga-ni-xtan, Apganistan
Iran, I-ran, Ba Tư, Iraq, I-rắc, Irắc, Israel, I-xra-en, Ixraen, Do Thái, Palestine, Pa-le-xtin, Palextin
Dải Gaza, Bờ Tây, Syria, Xi-ri, Lebanon, Li Băng, Liban, Li-băng, Jordan, Gioóc-đa-ni, Ả Rập Xê Út
Ả-rập Xê-út, Saudi Arabia, Ả Rập Saudi, Arab Saudi, Arập Xêút, Arập Xê út, A-rập Xê-út, Ả Rập Xê-út
Ảrập Xêút, UAE, Các Tiểu vương quốc Ả Rập Thống nhất, Các Tiểu vương quốc Arab thống nhất
Tiểu vương quốc Ả Rập Thống nhất, Kuwait, Cô-oét, Qatar, Ca-ta, Bahrain, Ba-ranh, Oman, Ô-man, Yemen
Y-ê-men, Cyprus, Đảo Síp, Cộng hòa Síp, Ai Cập, Libya, Li-bi, Tunisia, Tuy-ni-di, Algeria, An-giê-ri
Angiêri, Maroc, Ma-rốc, Marốc, Morocco, Sudan, Xu-đăng, Nam Sudan, Ethiopia, Ê-ti-ô-pi-a, Somalia, Xô-ma-li
Kenya, Kê-ni-a, Uganda, U-gan-đa, Tanzania, Tan-da-ni-a, Rwanda, Ru-an-đa, Burundi, CHDC Congo, CHDC Công-gô
Congo, Công-gô, Công Gô, Cộng hòa Dân chủ Congo, Cộng hòa Congo, Zaire, Angola, Ăng-gô-la, Zambia, Dăm-bi-a
Zimbabwe, Dim-ba-bu-ê, Mozambique, Mô-dăm-bích, Malawi, Madagascar, Ma-đa-gát-xca, Nam Phi, CH Nam Phi
Cộng hòa Nam Phi, Namibia, Botswana, Lesotho, Eswatini, Swaziland, Nigeria, Ni-giê-ri-a, Niger, Ni-giê
Ghana, Ga-na, Bờ Biển Ngà, Côte d'Ivoire, Cốt-đi-voa, Senegal, Xê-nê-gan, Mali, Ma-li, Burkina Faso, Guinea
Ghi-nê, Guinea Xích Đạo, Guinea Bissau, Liberia, Sierra Leone, Togo, Benin, Cameroon, Ca-mơ-run, Gabon, Chad
Cộng hòa Trung Phi, CH Trung Phi, Mauritania, Gambia, Eritrea, Djibouti, Tây Sahara, Cape Verde, Comoros
Seychelles, Mauritius, Canada, Ca-na-đa, Gia Nã Đại, Mexico, Mê-hi-cô, Mễ Tây Cơ, Mê-xi-cô, Cuba, Cu Ba
Cu-ba, Haiti, Ha-i-ti, Jamaica, Dominica, CH Dominica, Cộng hòa Dominica, Cộng hòa Dominicana, Puerto Rico
Guatemala, Honduras, El Salvador, Nicaragua, Costa Rica, Panama, Pa-na-ma, Colombia, Cô-lôm-bi-a, Venezuela
Vê-nê-xu-ê-la, Ecuador, Ê-cu-a-đo, Peru, Pê-ru, Bolivia, Bô-li-vi-a, Brazil, Brasil, Bra-xin, Braxin, Ba Tây
Paraguay, Uruguay, U-ru-goay, Argentina, Ác-hen-ti-na, Á Căn Đình, Chile, Chi-lê, Chi Lê, Guyana, Suriname
Australia, Ô-xtrây-li-a, Ôxtrâylia, Úc Đại Lợi, New Zealand, Niu Di-lân, Tân Tây Lan, Papua New Guinea, Fiji
Phi-gi, Samoa, Tonga, Vanuatu, Kiribati, Tuvalu, Nauru, Palau, Quần đảo Solomon, Quần đảo Marshall
Micronesia, New Caledonia, Tân Đảo, Tân Thế giới, Greenland, Guam, Vatican, Tòa thánh Vatican, Tòa Thánh
Monaco, San Marino, Andorra, Liechtenstein, Luxembourg, Lúc-xăm-bua, Malta, Man-ta, Gibraltar, Crimea, Crưm
Abkhazia, Nam Ossetia, Transnistria, Chechnya, Chéc-nhi-a, Quần đảo Faroe, Bermuda, Quần đảo Cayman, Bahamas
Barbados, Trinidad và Tobago, Algérie, An-giê-ri-a, México, Mĩ, Hoa Kì, Myanma, Ả Rập, Ả-rập, Arab
Việt Nam Cộng Hòa, Trung Hoa Dân Quốc, Libi, Cộng hòa Liên bang Nigeria, Kirgizstan, Mauritanie, Cộng hòa Ý
Brunây, Quốc gia Việt Nam, Grenada, Saint Lucia, Antigua và Barbuda, Belize, Curacao, Aruba
"""
_COUNTRIES_SHORT = """
Anh, Mỹ, Nga, Pháp, Đức, Nhật, Hàn, Lào, Ấn, Úc, Ý, Áo, Bỉ, Séc, Thái, Trung, Việt, Đài, Hoa, Tàu, Mã, Phi
Miên, Miến, Xiêm, Thổ, Tiệp, Hung, Síp, Sing, Sát, Triều, Tây
"""


class _Header:
    """The `#` lines of a built list."""

    def __init__(self, what: str, source: str, licence: str) -> None:
        self.lines = (f"# {what}", f"# Source: {source}", f"# Licence: {licence}")


def main(arguments: list[str] | None = None) -> None:
    """Run one of the three steps from the command line."""
    parser = argparse.ArgumentParser(description="Build and tidy the word lists of qnmine.")
    steps = parser.add_subparsers(dest="step", required=True)
    units = steps.add_parser("units", help="provinces.txt, districts.txt, communes.txt")
    units.add_argument(
        "package", type=Path, help="wheel of vietnamadminunits, or the folder it was unpacked to"
    )
    steps.add_parser("countries", help="countries.txt, countries_short.txt; needs Babel")
    steps.add_parser("tidy", help="sort and normalise every list in place")
    options = parser.parse_args(arguments)
    try:
        if options.step == "units":
            write_units(options.package)
        elif options.step == "countries":
            write_countries()
        else:
            tidy()
    except QnmineError as error:
        parser.exit(1, f"{parser.prog}: {error}\n")


def write_units(package: Path) -> None:
    """Write the administrative units of both states from `package`, a wheel or an unpacked folder."""
    with tempfile.TemporaryDirectory() as scratch:
        database = _units_database(package, Path(scratch))
        before = "admin_units_legacy"
        after = "admin_units"
        provinces = _column(database, before, "provinceShort") | _column(database, after, "provinceShort")
        districts = _column(database, before, "districtShort")
        communes = _column(database, before, "wardShort") | _column(database, after, "wardShort")
    for name, what, entries in (
        (
            "provinces",
            "Provinces and cities of Viet Nam before (63) and after (34) 2025-07-01, with variants",
            provinces,
        ),
        (
            "districts",
            "Districts, towns and cities of Viet Nam up to 2025-07-01, without the level word",
            districts,
        ),
        (
            "communes",
            "Communes, wards and townships before and after 2025-07-01, without the level word",
            communes,
        ),
    ):
        extra = _listed(_PROVINCE_VARIANTS) if name == "provinces" else []
        source = _UNITS_SOURCE + ("; variants written for qnmine (CC0-1.0)" if extra else "")
        write(LEXICONS / f"{name}.txt", _Header(what, source, _UNITS_LICENCE).lines, [*entries, *extra])


def write_countries() -> None:
    """Write the names of countries and territories: CLDR through Babel, and the usual variants."""
    try:
        release = version("babel")
        territories: dict[str, str] = dict(import_module("babel").Locale("vi").territories)
    except (ImportError, PackageNotFoundError) as error:
        raise QnmineError("Babel is not installed; try `pip install babel==2.18.0`") from error
    official = [
        name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRY
    ]
    source = f"Unicode CLDR through PyPI package Babel {release}; variants written for qnmine (CC0-1.0)"
    short = _listed(_COUNTRIES_SHORT)
    long = {*map(_bare, official), *_listed(_COUNTRY_VARIANTS)} - set(short)
    header = _Header("Countries and territories in Vietnamese, with variants", source, "Unicode-3.0; CC0-1.0")
    write(LEXICONS / "countries.txt", header.lines, [name for name in long if "," not in name])
    header = _Header(
        "Countries by one syllable; most are other words as well", "written for qnmine", "CC0-1.0"
    )
    write(LEXICONS / "countries_short.txt", header.lines, short)


def tidy() -> None:
    """Bring every shipped list into its one form, keeping the header; unchanged files are not touched."""
    for path in sorted(DATA.glob("*/*.txt")):
        text = path.read_text(encoding="utf-8")
        header = [line for line in text.split("\n") if line.startswith("#")]
        write(path, header, parse_entries(text))


def write(path: Path, header: Iterable[str], entries: Iterable[str]) -> None:
    """Write a list in the one form: header, then entries normalised, unique and sorted by code point."""
    tidied = sorted({" ".join(normalize(entry).text.split()) for entry in entries})
    content = "\n".join([*header, *tidied]) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8", newline="\n")


# CLDR codes that name no country: pseudo-locales, the outlying parts of Oceania, unions of countries.
_NO_COUNTRY = frozenset(["XA", "XB", "ZZ", "QO", "EU", "EZ", "UN"])


def _bare(name: str) -> str:
    """Drop the bracketed remark of a CLDR name: `Myanmar (Miến Điện)` is `Myanmar`."""
    return re.sub(r"\s*\(.*?\)", "", name)


def _listed(block: str) -> list[str]:
    return [entry.strip() for line in block.splitlines() for entry in line.split(",") if entry.strip()]


def _units_database(package: Path, scratch: Path) -> Path:
    if package.is_dir():
        database = package / _UNITS_DATABASE
    else:
        try:
            with zipfile.ZipFile(package) as wheel:
                database = Path(wheel.extract(_UNITS_DATABASE, scratch))
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise QnmineError(
                f"{package}: no wheel of vietnamadminunits; see the usage of this module"
            ) from error
    if not database.is_file():
        raise QnmineError(
            f"{package}: holds no {_UNITS_DATABASE}; unpack the wheel of vietnamadminunits there"
        )
    return database


def _column(database: Path, table: str, column: str) -> set[str]:
    """Return the distinct bare names of a column; a number, with or without level word, is no name."""
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall()
    finally:
        connection.close()
    bare = {_bare(name) for (name,) in rows if name}
    return {name for name in bare if not re.fullmatch(r"(Phường|Quận|Xã|Thị trấn)?\s*\d+", name)}


if __name__ == "__main__":
    main()
