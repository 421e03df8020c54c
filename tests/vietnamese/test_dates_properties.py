"""What holds for every date and every text: printing and reading back, spelling of the bytes, labels, bounded time."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.vietnamese.dates import VIETNAM, parse_date, parse_dates
from crawler.vietnamese.text import without_diacritics

NOW = datetime(2030, 1, 1, tzinfo=VIETNAM)

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
MONTHS = "Một Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Mười_Một Mười_Hai".split()
ENGLISH = "January February March April May June July August September October November December".split()


def _hour12(t: datetime) -> int:
    return t.hour % 12 or 12


DAY_FORMS: dict[str, Callable[[date], str]] = {
    "slash": lambda d: f"{d:%d/%m/%Y}",
    "slash, unpadded": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dash": lambda d: f"{d:%d-%m-%Y}",
    "dot": lambda d: f"{d:%d.%m.%Y}",
    "spaced": lambda d: f"{d:%d / %m / %Y}",
    "two-digit year": lambda d: f"{d:%d/%m/%y}",
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "year first, slash": lambda d: f"{d:%Y/%m/%d}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day}/{d.month}/{d.year}",
    "short weekday": lambda d: f"{SHORT_WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y}",
    "weekday and word": lambda d: f"{WEEKDAYS[d.weekday()]}, ngày {d:%d-%m-%Y}",
    "weekday after": lambda d: f"{d:%d/%m/%Y} ({WEEKDAYS[d.weekday()]})",
    "words": lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
    "words, capitals": lambda d: f"NGÀY {d:%d} THÁNG {d:%m} NĂM {d.year}",
    "words, comma": lambda d: f"{d.day} tháng {d.month}, {d.year}",
    "month in a word": lambda d: f"{d.day} Tháng {MONTHS[d.month - 1].replace('_', ' ')}, {d.year}",
    "month in a word, year": lambda d: f"{d:%d} tháng {MONTHS[d.month - 1].replace('_', ' ').lower()} năm {d.year}",
    "Th": lambda d: f"{d:%d} Th{d.month}, {d.year}",
    "thg": lambda d: f"{d.day} thg {d.month}, {d.year}",
    "month first in words": lambda d: f"Tháng {d.month} {d.day}, {d.year}",
    "English": lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    "American words": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "without diacritics": lambda d: f"ngay {d.day} thang {d.month} nam {d.year}",
}

CLOCK_FORMS: dict[str, Callable[[datetime], str]] = {
    "colon": lambda t: f"{t:%H:%M}",
    "colon, unpadded": lambda t: f"{t.hour}:{t:%M}",
    "prime": lambda t: f"{t:%H:%M}'",
    "h": lambda t: f"{t.hour}h{t:%M}",
    "g": lambda t: f"{t:%H}g{t:%M}",
    "words": lambda t: f"{t.hour} giờ {t.minute} phút",
    "twelve hours": lambda t: f"{_hour12(t):02}:{t:%M} {'PM' if t.hour >= 12 else 'AM'}",
    "SA, CH": lambda t: f"{_hour12(t)}:{t:%M} {'CH' if t.hour >= 12 else 'SA'}",
    "24 hours, meaningless mark": lambda t: f"{t:%H:%M} {'PM' if t.hour >= 12 else 'AM'}" if t.hour else "00:%M AM",
}

MOMENT_FORMS: dict[str, Callable[[str, str], str]] = {
    "time first": lambda d, t: f"{t} {d}",
    "time, dash": lambda d, t: f"{t} - {d}",
    "time, bar": lambda d, t: f"{t} | {d}",
    "time, word": lambda d, t: f"lúc {t} ngày {d}" if not d.lower().startswith(("ngày", "ngay")) else f"lúc {t} {d}",
    "time, comma": lambda d, t: f"{t}, {d}",
    "date first": lambda d, t: f"{d} {t}",
    "date, dash": lambda d, t: f"{d} - {t}",
    "date, bar": lambda d, t: f"{d} | {t}",
    "date, zone": lambda d, t: f"{d}, {t} (GMT+7)",
    "date, word": lambda d, t: f"{d} lúc {t}",
}

days = st.dates(date(1970, 1, 2), date(2029, 12, 31))
minutes = st.datetimes(datetime(1976, 1, 1), datetime(2029, 12, 31)).map(  # noqa: DTZ001
    lambda t: t.replace(second=0, microsecond=0)
)
few = settings(max_examples=12, deadline=None)


@pytest.mark.parametrize("form", DAY_FORMS)
@given(day=days)
@few
def test_a_printed_day_is_read_back(form: str, day: date) -> None:
    parsed = parse_date(DAY_FORMS[form](day), now=NOW)
    assert parsed is not None
    assert (parsed.value, parsed.precision, parsed.flags) == (day, "day", ())


@pytest.mark.parametrize("clock", CLOCK_FORMS)
@given(moment=minutes, day=st.sampled_from(sorted(DAY_FORMS)), joint=st.sampled_from(sorted(MOMENT_FORMS)))
@settings(max_examples=60, deadline=None)
def test_a_printed_minute_is_read_back(clock: str, moment: datetime, day: str, joint: str) -> None:
    if clock == "24 hours, meaningless mark":
        moment = moment.replace(hour=moment.hour or 9)
    text = MOMENT_FORMS[joint](DAY_FORMS[day](moment.date()), CLOCK_FORMS[clock](moment))
    if day == "without diacritics":
        text = without_diacritics(text)
    parsed = parse_date(text, now=NOW)
    assert parsed is not None, text
    assert isinstance(parsed.value, datetime), text
    assert parsed.value.replace(tzinfo=None) == moment, text
    assert (parsed.precision, parsed.flags) == ("minute", ()), text


@given(moment=st.datetimes(datetime(2001, 9, 10), datetime(2029, 12, 31), timezones=st.just(VIETNAM)))  # noqa: DTZ001
@settings(max_examples=60, deadline=None)
def test_machine_forms_are_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for text in (
        moment.isoformat(),
        str(int(moment.timestamp())),
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%Y%m%d%H%M%S}",
    ):
        parsed = parse_date(text, now=NOW)
        assert parsed is not None
        assert (parsed.value, parsed.precision) == (moment, "second")


TEXTS = st.one_of(
    st.builds(lambda form, day: DAY_FORMS[form](day), st.sampled_from(sorted(DAY_FORMS)), days),
    st.sampled_from(
        ["Hôm qua lúc 18 giờ 5 phút", "mười lăm phút trước", "Mùng 1 Tết", "Sáng thứ Bảy (16/3)", "tháng Mười Một 2023"]
    ),
)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({parse_date(form, now=NOW) for form in forms}) == 1


LABELS = (
    "Ngày đăng: {}",
    "Đăng lúc {}",
    "Xuất bản {}",
    "Cập nhật lúc {}",
    "{} | View count: 689",
    "{} - 1.205 lượt xem",
    "Kinh tế | {}",
    "Đời sống - {}",
    "Tác giả: Lê Thu Hà | {} | Chia sẻ",
    "({})",
    "  {}  ",
    "{}.",
)


@pytest.mark.parametrize("label", LABELS)
@given(moment=minutes, form=st.sampled_from(["{:%H:%M} {:%d/%m/%Y}", "{1:%d/%m/%Y} - {0:%H:%M}", "{1:%d-%m-%Y}"]))
@settings(max_examples=8, deadline=None)
def test_labels_do_not_change_a_date(label: str, moment: datetime, form: str) -> None:
    text = form.format(moment, moment)
    plain, labelled = parse_date(text, now=NOW), parse_date(label.format(text), now=NOW)
    assert plain is not None
    assert labelled == plain


# --- any text -------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "12/6 |10:30 |12 tháng |từ |1-|1/|1.|: | : |năm |ngày |mùng |1 ngày trước |hai ba |17/03/2024 |, |và |đến |GMT+|+07"
    "|2024-|2024-03-17t10:10|thứ hai |cập nhật |ĐT |âm lịch |june 12 |T6/|th6 |nửa |10h|10 giờ kém |22.10 |lúc | - |. |("
    "|e\u0301\u0323|&#|\x00|\ud800|İ|🎉|9999999999999|a few |an hour ago ".split("|")
)


BESIDE = [
    *["", "Lượt xem: 1.234", "2.034 lượt đọc", "(0)", "15 bình luận", "Hotline: 0903.123.456", "ĐT: 024.3812.3456"],
    *["Trang 3/12", "Giải 3/4", "24/7", "Tỷ số 2-1", "Nghị định 15/2023/NĐ-CP", "8/11/2 Trần Phú", "29C-123.45"],
    *["5 phút đọc", "99%", "1.250.000đ", "U23 Việt Nam", "Bài 3", "Số 12", "8/3", "2 lần/ngày", "★ 4.5/5"],
    *[
        "5G",
        "Tin 24h",
        "1/3",
        "Video 03:45",
        "3 ngày 2 đêm",
        "v2.3.1",
        "Mùa 2024-2025",
        "Đường 30/4",
        "27°C",
        "48/63 tỉnh",
    ],
]
"""What else a date line holds."""
SEPARATORS = [" | ", " - ", " • ", ", ", "\n", "  "]
SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", "\u00a0"),
]


@given(
    moment=minutes,
    day=st.sampled_from(sorted(DAY_FORMS.keys() - {"without diacritics"})),
    joint=st.sampled_from(sorted(MOMENT_FORMS)),
    beside=st.tuples(st.sampled_from(BESIDE), st.sampled_from(BESIDE)),
    separator=st.sampled_from(SEPARATORS),
    spelling=st.sampled_from(SPELLINGS),
)
@settings(max_examples=500, deadline=None)
def test_numbers_beside_a_date_do_not_change_it(
    moment: datetime,
    day: str,
    joint: str,
    beside: tuple[str, str],
    separator: str,
    spelling: Callable[[str], str],
) -> None:
    if day == "two-digit year" or beside[0] in ("8/3", "1/3"):  # which may be an address, and the first day of a range
        separator = " | "
    printed = MOMENT_FORMS[joint](DAY_FORMS[day](moment.date()), f"{moment:%H:%M}")
    parsed = parse_date(spelling(separator.join(filter(None, (beside[0], printed, beside[1])))), now=NOW)
    assert parsed is not None
    assert isinstance(parsed.value, datetime)
    assert parsed.value.replace(tzinfo=None) == moment


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001
    st.sampled_from(("", ".5", ".000", ".1234567")),
    st.sampled_from(("Z", "z", "+07:00", "+0700", "-05:30", "+14:00", "+15:00", "+07:75")),
    st.sampled_from("Tt"),
)
@settings(max_examples=300, deadline=None)
def test_a_stamp_alone_says_what_it_says_within_a_line(moment: datetime, part: str, zone: str, clock: str) -> None:
    stamp = f"{moment:%Y-%m-%d}{clock}{moment:%H:%M:%S}{part}{zone}"
    assert parse_date(stamp, now=NOW) == parse_date(f"({stamp})", now=NOW)


@given(
    st.lists(st.sampled_from(BESIDE), min_size=1, max_size=3),
    st.sampled_from(SEPARATORS),
    st.sampled_from(SPELLINGS),
)
@settings(max_examples=300, deadline=None)
def test_numbers_alone_are_no_date(pieces: list[str], separator: str, spelling: Callable[[str], str]) -> None:
    assert parse_date(spelling(separator.join(pieces)), now=NOW) is None


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    parse_dates(text, now=NOW)


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
@settings(max_examples=500, deadline=None)
def test_any_pieces_of_dates_are_read_without_an_exception(text: str, month_first: bool) -> None:
    parse_dates(text, now=NOW, month_first=month_first)


@given(st.lists(PIECES, min_size=1, max_size=4).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ten_thousand_characters_take_a_bounded_time(piece: str) -> None:
    text = (piece * (10_000 // len(piece) + 1))[:10_000]
    parse_date("an hour ago")  # not the time to import dateparser
    started = time.process_time()
    parse_dates(text, now=NOW)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("now", [datetime.min.replace(tzinfo=VIETNAM), datetime.max.replace(tzinfo=VIETNAM)])
@pytest.mark.parametrize("text", ["3 ngày trước", "hôm qua", "ngày mai", "ngày 29/2", "5 năm trước", "thứ 2 tuần sau"])
def test_any_moment_of_fetching(now: datetime, text: str) -> None:
    parse_dates(text, now=now)
