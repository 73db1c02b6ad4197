"""The master of municipalities: what a row means, whichever layout it comes in."""

from __future__ import annotations

import unicodedata

from contracts.profiles import KeepMunicipality, MunicipalityKind
from deploy.importing import sources
from deploy.importing.columns import MunicipalityRow
from deploy.importing.owners import checked, checked_code, checked_url, prefecture_of
from deploy.importing.report import BadRow

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_TOKYO = "13"
_BY_ENDING = {
    "市": MunicipalityKind.CITY,
    "町": MunicipalityKind.TOWN,
    "村": MunicipalityKind.VILLAGE,
    "区": MunicipalityKind.SPECIAL_WARD,
}


def municipality(record: MunicipalityRow, default_source: str = "") -> KeepMunicipality:
    """Raises ``BadRow``. What is no body of its own (``is_ward``) has to be left out before."""
    code = checked_code(record.lg_code)
    source = record.source or default_source
    known = sources.source(source) if source and isinstance(source, str) else source or None
    kept = KeepMunicipality(
        lg_code=code,
        name=record.name,
        name_kana=hiragana(record.name_kana),
        name_en=record.name_en,
        kind=_kind(record),
        prefecture=record.prefecture or prefecture_of(code),
        region=record.region,
        population=_population(record.population),
        url=checked_url(record.url),
        source=known,
    )
    return checked(kept, {"lg_code": "code"})


def hiragana(kana: str) -> str:
    """ｻｯﾎﾟﾛｼ and サッポロシ as さっぽろし."""
    return unicodedata.normalize("NFKC", kana).translate(_TO_HIRAGANA)


def is_ward(lg_code: str, name: str) -> bool:
    """Whether it is a ward of a designated city (行政区): no body of its own.

    Designated cities and their wards have the numbers from 100 to 199; in Tokyo these are the
    special wards, which are bodies of their own.
    """
    return lg_code[2:3] == "1" and lg_code[:2] != _TOKYO and name.endswith("区")


def _kind(record: MunicipalityRow) -> MunicipalityKind:
    """As given, else by the number and the last character of the name."""
    if record.kind is not None:
        try:
            return MunicipalityKind(record.kind)
        except ValueError:
            raise BadRow(f"{record.kind!r} is no kind of municipality") from None
    number = record.lg_code[2:5]
    if number == "000":
        return MunicipalityKind.PREFECTURE
    kind = _BY_ENDING.get(record.name[-1:])
    if kind is None:
        raise BadRow(f"{record.name!r} ends in none of {'、'.join(_BY_ENDING)}")
    is_designated = kind is MunicipalityKind.CITY and number.startswith("1")
    return MunicipalityKind.DESIGNATED_CITY if is_designated else kind


def _population(given: int | str | None) -> int | None:
    if given is None or isinstance(given, int):
        return given
    try:
        return int(given.replace(",", ""))
    except ValueError:
        raise BadRow(f"population is no whole number: {given!r}") from None
