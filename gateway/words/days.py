"""Days and times of day, as they are said in Japan."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date

from chassis.japan import JAPAN

REIWA_BEGAN = date(2019, 5, 1)


def _date(value: str | date | datetime | None) -> date | None:
    """The day in Japan: instants are moved there, days are taken as they are."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        return value.astimezone(JAPAN).date() if value.tzinfo else value.date()
    return value


def last_day(value: str) -> str:
    """The last day of what ends at that instant: at midnight, the day before."""
    return (datetime.fromisoformat(value) - timedelta(microseconds=1)).isoformat()


def iso_day(value: str | date | datetime | None) -> str:
    """For ``<time datetime>``."""
    day = _date(value)
    return day.isoformat() if day else ""


def day(value: str | date | datetime | None, locale: str) -> str:
    """As in 2026年12月1日（火） or Tue, 1 December 2026; nothing for none."""
    moment = _date(value)
    if moment is None:
        return ""
    if locale == "ja":
        return (
            f"{moment.year}年{moment.month}月{moment.day}日（{'月火水木金土日'[moment.weekday()]}）"
        )
    return format_date(moment, "EEE, d MMMM y", locale="en_GB")


def clock(value: str) -> str:
    """The time of day of an instant, as in 14:05, in Japan."""
    return f"{datetime.fromisoformat(value).astimezone(JAPAN):%H:%M}"


def minute_before(value: str) -> str:
    """The last minute before an instant: what ends with a day is said to end at 23:59 of it."""
    return (datetime.fromisoformat(value) - timedelta(minutes=1)).isoformat()


def era_year(year: int) -> str:
    """As in 令和8年; the first year of an era is 元年. Nothing before Reiwa's first full year."""
    number = year - REIWA_BEGAN.year + 1
    if number < 1:
        return ""
    return "令和元年" if number == 1 else f"令和{number}年"
