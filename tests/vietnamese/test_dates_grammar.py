"""parse_date and parse_dates, rule by rule. Unless a test says otherwise, pages are fetched at 9:40 on Friday 21 June 2024."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.vietnamese.dates import VIETNAM, ParsedDate, Refusal, parse_date, parse_dates

FETCHED = datetime(2024, 6, 21, 9, 40, tzinfo=VIETNAM)


def read(text: str, now: datetime = FETCHED) -> str | None:
    """Value in Vietnam's time, cut to the precision."""
    parsed = parse_date(text, now=now)
    return shown(parsed) if parsed else None


def shown(parsed: ParsedDate) -> str:
    value = parsed.value
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).isoformat(" ")[: 19 if parsed.precision == "second" else 16]
    return value.isoformat()[: {"day": 10, "month": 7, "year": 4}[parsed.precision]]


def table(lines: str) -> list[tuple[str, str]]:
    """`text -> value` lines."""
    pairs = (line.strip().rsplit(" -> ", 1) for line in lines.strip().splitlines())
    return [(text.rstrip(), value) for text, value in pairs]


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        17/03/2024 -> 2024-03-17
        17-3-2024 -> 2024-03-17
        17.03.2024 -> 2024-03-17
        17 / 03 / 2024 -> 2024-03-17
        17. 03. 2024 -> 2024-03-17
        17 - 03 - 2024 -> 2024-03-17
        2024-03-17 -> 2024-03-17
        2024/3/17 -> 2024-03-17
        04/05/2024 -> 2024-05-04
        17/03/24 -> 2024-03-17
        17/03/69 -> 2069-03-17
        17/03/70 -> 1970-03-17
        17-03-24 06:05 -> 2024-03-17 06:05
        17/03/2024 06:05 -> 2024-03-17 06:05
        17/03/2024 - 06:05 -> 2024-03-17 06:05
        17/03/2024 | 06:05:09 -> 2024-03-17 06:05:09
        06:05, 17/03/2024 -> 2024-03-17 06:05
        06:05' - 17/03/2024 -> 2024-03-17 06:05
        6:5 17/3/2024 -> 2024-03-17 06:05
        17/03/2024 lúc 06:05 -> 2024-03-17 06:05
        17.03.2024, 06.05 -> 2024-03-17 06:05
        18.30 - 17.03.2024 -> 2024-03-17 18:30
        2024-03-17 06:05 -> 2024-03-17 06:05
        06:05 2024-03-17 -> 2024-03-17 06:05
        17/03/2024T06:05:09 -> 2024-03-17 06:05:09
        17-03-2024T06:05 -> 2024-03-17 06:05
        17/03/2024 - 2 giờ trước -> 2024-03-17
        2024-03-17 7:45 PM -> 2024-03-17 19:45
        Ngày đăng: 17/03/2024 - Giờ đăng: 06:05 -> 2024-03-17 06:05
        Chủ nhật, 17/03/202406:05 -> 2024-03-17 06:05
        17.03.20246h05 -> 2024-03-17 06:05
        06:0517/03/2024 -> 2024-03-17 06:05
        17/03/2024 06: 05 -> 2024-03-17 06:05
        17/03/2024 06 :05 -> 2024-03-17 06:05
        17 . 03 . 2024 -> 2024-03-17
        06.05 17/03/2024 -> 2024-03-17 06:05
        Thời sự17/03/2024 06:05 -> 2024-03-17 06:05
        Thời sự / 17/03/2024 / 06:05 -> 2024-03-17 06:05
        Giải 3/4 - 17/03/2024 -> 2024-03-17
        24/7 - 17/03/2024 -> 2024-03-17
        24/7, 17/03/2024 -> 2024-03-17
        Bản tin 24h | 17/03/2024 -> 2024-03-17
        24h ngày 17/03/2024 -> 2024-03-18 00:00
        đến 24 giờ, 17/03/2024 -> 2024-03-18 00:00
        Quay số 17/03/2024 -> 2024-03-17
        06:05 | CN, 2024-03-17 -> 2024-03-17 06:05
        06:05 | T7, 2024-03-16 -> 2024-03-16 06:05
        Chu nhat, 17/03/2024 • 06:05 -> 2024-03-17 06:05
        ngay 17 thang 3, 2024 • 06:05 -> 2024-03-17 06:05
        Trang 3/12 | 06:05 | 17/03/2024 -> 2024-03-17 06:05
        ĐT: 024.3812.3456 - 17.03.2024 -> 2024-03-17
        SĐT 0903123456 - 17/03/2024 06:05 -> 2024-03-17 06:05
        Hotline: 0903.123.456 | 2024-03-17 -> 2024-03-17
        17 03 2024 -> 2024-03-17
        Chủ Nhật, 17 03 2024 06:05 -> 2024-03-17 06:05
        06g05 ngàyChủ Nhật 17.03.2024 -> 2024-03-17 06:05
    """),
)
def test_numbers(text: str, value: str) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        19h45 ngày 17/3/2024 -> 2024-03-17 19:45
        19h 45 ngày 17/3/2024 -> 2024-03-17 19:45
        19h ngày 17/3/2024 -> 2024-03-17 19:00
        19h45' ngày 17-3-2024 -> 2024-03-17 19:45
        19h45:06 17-3-2024 -> 2024-03-17 19:45:06
        16:30h ngày 17/3/2024 -> 2024-03-17 16:30
        16:30 giờ ngày 17/3/2024 -> 2024-03-17 16:30
        19g45 ngày 17-3-2024 -> 2024-03-17 19:45
        19 giờ 45 phút, ngày 17.3.2024 -> 2024-03-17 19:45
        19 giờ 17/3/2024 -> 2024-03-17 19:00
        lúc 19 giờ 45 17/3/2024 -> 2024-03-17 19:45
        7 giờ rưỡi ngày 17/3/2024 -> 2024-03-17 07:30
        8 giờ kém 10 ngày 17/3/2024 -> 2024-03-17 07:50
        24h00 ngày 17/3/2024 -> 2024-03-18 00:00
        24:00 31/12/2023 -> 2024-01-01 00:00
        07:45 PM 17/03/2024 -> 2024-03-17 19:45
        07:45PM 17/03/2024 -> 2024-03-17 19:45
        19:45 PM 17/03/2024 -> 2024-03-17 19:45
        19:45 AM 17/03/2024 -> 2024-03-17 19:45
        12:20 AM 17/03/2024 -> 2024-03-17 00:20
        12:20 PM 17/03/2024 -> 2024-03-17 12:20
        00:20 PM 17/03/2024 -> 2024-03-17 12:20
        17/03/2024 7:45:30 CH -> 2024-03-17 19:45:30
        17/03/2024 7:45 SA -> 2024-03-17 07:45
        7:45 sáng 17/03/2024 -> 2024-03-17 07:45
        7 giờ tối ngày 17/3/2024 -> 2024-03-17 19:00
        2 giờ chiều 17/3/2024 -> 2024-03-17 14:00
        1h trưa 17/3/2024 -> 2024-03-17 13:00
        11h trưa 17/3/2024 -> 2024-03-17 11:00
        11h đêm 17/3/2024 -> 2024-03-17 23:00
        2h đêm 17/3/2024 -> 2024-03-17 02:00
        Tối 17/3/2024, lúc 8h -> 2024-03-17 20:00
        Tối 17/3/2024, lúc 20h -> 2024-03-17 20:00
        Tối 17/3/2024 -> 2024-03-17
        Rạng sáng ngày 17/3/2024 -> 2024-03-17
    """),
)
def test_clocks(text: str, value: str) -> None:
    assert read(text) == value


@pytest.mark.parametrize("text", ["25:10 17/03/2024", "17/03/2024 19:75", "17/03/2024 24:30", "19:45:61 17/03/2024"])
def test_an_impossible_time_leaves_the_day(text: str) -> None:
    parsed = parse_date(text, now=FETCHED)
    assert parsed == ParsedDate(date(2024, 3, 17), "day", "numeric", ("bad_time",))


@pytest.mark.parametrize("text", ["12 giờ đêm 17/3/2024", "17/03/24 12:20 tối"])
def test_twelve_at_night_is_either_midnight(text: str) -> None:
    parsed = parse_date(text, now=FETCHED)
    assert parsed is not None
    assert (parsed.value, parsed.flags) == (date(2024, 3, 17), ("ambiguous_time",))


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        ngày 17 tháng 3 năm 2024 -> 2024-03-17
        NGÀY 17 THÁNG 03, 2024 | 06:05 -> 2024-03-17 06:05
        17 Tháng Ba, 2024 -> 2024-03-17
        17 tháng tư 2024 -> 2024-04-17
        17 tháng bốn năm 2024 -> 2024-04-17
        17 tháng năm 2024 -> 2024-05-17
        17 tháng năm năm 2024 -> 2024-05-17
        9 tháng năm năm 2024 -> 2024-05-09
        9 Tháng Năm, 2024 -> 2024-05-09
        09 Tháng Năm 2024 -> 2024-05-09
        ngày 9 tháng năm 2024 -> 2024-05-09
        17 tháng bẩy 2023 -> 2023-07-17
        17 Tháng Mười Một 2023 - 06:05:09 -> 2023-11-17 06:05:09
        17 Tháng Mười Hai, 23 -> 2023-12-17
        ngày 17 tháng 3 năm 24 -> 2024-03-17
        17 Th3, 2024 -> 2024-03-17
        17 Thg 3, 2024 6:05 CH -> 2024-03-17 18:05
        17-Th3-2024 -> 2024-03-17
        17 T3, 2024 -> 2024-03-17
        Tháng 3 17, 2024 -> 2024-03-17
        tháng 3 ngày 17 năm 2024 -> 2024-03-17
        ngày 17/tháng 3/2024 -> 2024-03-17
        ngày 17/3 năm 2024 -> 2024-03-17
        ngày17 tháng3 năm2024 -> 2024-03-17
        ngày mùng 8 tháng 3 năm 2024 -> 2024-03-08
        ngày mười bảy tháng ba năm 2024 -> 2024-03-17
        tháng 3/2024 -> 2024-03
        Tháng Mười Một 2023 -> 2023-11
        tháng 3 năm 2024 -> 2024-03
        T3/2024 -> 2024-03
        3/2024 -> 2024-03
        Tạp chí (3/2024) -> 2024-03
        Năm 2023 -> 2023
        March 17, 2024 -> 2024-03-17
        Update: March, 17/2024 - 06:05 -> 2024-03-17 06:05
        17 Mar 2024, 06:05 -> 2024-03-17 06:05
        17-Mar-24 -> 2024-03-17
        17-Mar-24 06:05 -> 2024-03-17 06:05
        Thu 7 Mar 2024 -> 2024-03-07
        17th March 2024 -> 2024-03-17
        17th of March 2024 -> 2024-03-17
        6 Tháng Năm 2024, 6:05 -> 2024-05-06 06:05
        Sun Mar 17 06:05:09 ICT 2024 -> 2024-03-17 06:05:09
        March 2024 -> 2024-03
        17 tháng 3 năm 20246:05 sáng -> 2024-03-17 06:05
        Chủ Nhật, 17 Tháng Ba 202416:05 -> 2024-03-17 16:05
    """),
)
def test_months_in_words(text: str, value: str) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        17/03/2024 06:05 GMT+7 -> 2024-03-17 06:05
        17/03/2024 06:05 (GMT+07:00) -> 2024-03-17 06:05
        17/03/2024 06:05 GMT +7 -> 2024-03-17 06:05
        17/03/2024 06:05 (GMT 7) -> 2024-03-17 06:05
        17/03/2024 06:05 UTC -> 2024-03-17 13:05
        17/03/2024 06:05 +0900 -> 2024-03-17 04:05
        2024-03-17T06:05:09+07:00 -> 2024-03-17 06:05:09
        2024-03-17T06:05:09.123 +07:00 -> 2024-03-17 06:05:09
        2024-03-17T06:05:09+07 -> 2024-03-17 06:05:09
        2024-03-17T06:05:09 07:00 -> 2024-03-17 06:05:09
        2024-03-17T06:05Z -> 2024-03-17 13:05
        2024-03-17+07:00 -> 2024-03-17
        2024-03-17T06:05:09-05:00 -> 2024-03-17 18:05:09
        2024-03-17T06:05:09.1234567 -> 2024-03-17 06:05:09
        2024-03-17T06:05:09 -> 2024-03-17 06:05:09
        2024-03-17T24:00:00 -> 2024-03-18 00:00:00
        Sun, 17 Mar 2024 06:05:09 GMT -> 2024-03-17 13:05:09
        Sun, 17 Mar 2024 06:05:09 +0700 -> 2024-03-17 06:05:09
        202403170605 -> 2024-03-17 06:05
        20240317T060509Z -> 2024-03-17 13:05:09
        20240317 -> 2024-03-17
        1710630309 -> 2024-03-17 06:05:09
        1710630309123 -> 2024-03-17 06:05:09
    """),
)
def test_zones_and_machine_forms(text: str, value: str) -> None:
    assert read(text) == value


def test_the_stated_offset_is_kept() -> None:
    parsed = parse_date("2024-03-17T06:05:09Z")
    assert parsed is not None
    assert parsed.value == datetime(2024, 3, 17, 6, 5, 9, tzinfo=UTC)
    assert parsed.value.utcoffset() == timedelta(0)  # type: ignore[union-attr]
    local = parse_date("17/03/2024 06:05")
    assert local is not None
    assert isinstance(local.value, datetime)
    assert local.value.tzinfo is VIETNAM


def test_an_impossible_zone_leaves_the_day() -> None:
    assert parse_date("2024-03-17T06:05:09+25:00") == ParsedDate(date(2024, 3, 17), "day", "iso", ("bad_zone",))


@pytest.mark.parametrize(
    "weekday", ["Chủ nhật", "CN", "Chúa nhật", "CHỦ NHẬT", "Chu nhat", "Sunday", "Sun", "chủ_nhật"]
)
@pytest.mark.parametrize("form", ["{}, 17/03/2024", "{} 17/3/2024", "17/03/2024 ({})", "{}, ngày 17 tháng 3 năm 2024"])
def test_weekdays_agree(weekday: str, form: str) -> None:
    text = form.format(weekday)
    if weekday == "Chu nhat":  # without diacritics in a text that has none
        text = text.replace("ngày", "ngay").replace("tháng", "thang").replace("năm", "nam")
    parsed = parse_date(text, now=FETCHED)
    assert parsed is not None
    assert (parsed.value, parsed.flags) == (date(2024, 3, 17), ())


@pytest.mark.parametrize(
    ("weekday", "day"),
    [("Thứ hai", 18), ("Thứ 3", 19), ("T4", 20), ("Thứ Năm", 21), ("Th 6", 22), ("Thứ bẩy", 23), ("T.7", 23)],
)
def test_weekdays_contradict(weekday: str, day: int) -> None:
    right = parse_date(f"{weekday}, {day}/03/2024", now=FETCHED)
    wrong = parse_date(f"{weekday}, {day - 1}/03/2024", now=FETCHED)
    assert right is not None
    assert wrong is not None
    assert right.flags == ()
    assert (wrong.value, wrong.flags) == (date(2024, 3, day - 1), ("weekday_conflict",))


def test_a_weekday_away_from_the_date_says_nothing() -> None:
    parsed = parse_date("Năm thứ tư, số 12, ngày 17 tháng 3 năm 2024", now=FETCHED)
    assert parsed is not None
    assert parsed.flags == ()


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        ngày 20/6 -> 2024-06-20
        ngày 21/6 -> 2024-06-21
        ngày 22/6 -> 2023-06-22
        Sáng 20-6 -> 2024-06-20
        thứ Năm (20/6) -> 2024-06-20
        20/6 (thứ Năm) -> 2024-06-20
        19h45 20.6 -> 2024-06-20 19:45
        20/6 19:45 -> 2024-06-20 19:45
        Cập nhật lúc 19h45, 20/6 -> 2024-06-20 19:45
        Ngày đăng: 20/6 -> 2024-06-20
        hôm qua (20/6) -> 2024-06-20
        ngày 20 tháng 6 -> 2024-06-20
        ngày 29/2 -> 2024-02-29
        hôm 20/6 -> 2024-06-20
        sáng mai, 22/6 -> 2024-06-22
        22/6, ngày mai -> 2024-06-22
    """),
)
def test_missing_year(text: str, value: str) -> None:
    assert read(text) == value


def test_missing_year_of_a_leap_day() -> None:
    assert read("ngày 29/2", datetime(2023, 5, 1, tzinfo=VIETNAM)) == "2020-02-29"


def test_a_missing_year_that_contradicts_the_weekday_is_not_guessed() -> None:
    assert parse_dates("Thứ Hai (20/6)", now=FETCHED).refused == (Refusal("20/6", "weekday_conflict"),)


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        3 giờ trước -> 2024-06-21 06:40
        3 tiếng trước -> 2024-06-21 06:40
        - 3 giờ trước -> 2024-06-21 06:40
        -3 giờ trước -> 2024-06-21 06:40
        Kinh tế 3 giờ trước -> 2024-06-21 06:40
        Trực tuyến 24/7 - 3 giờ trước -> 2024-06-21 06:40
        U23 - 3 giờ trước -> 2024-06-21 06:40
        1 giờ, 20 phút trước -> 2024-06-21 08:20
        1 giờ và 20 phút trước -> 2024-06-21 08:20
        3h trước -> 2024-06-21 06:40
        25' trước -> 2024-06-21 09:15
        1 giờ 20 phút trước -> 2024-06-21 08:20
        mười lăm phút trước -> 2024-06-21 09:25
        nửa giờ trước -> 2024-06-21 09:10
        Cập nhật 10 phút trước -> 2024-06-21 09:30
        2 gio truoc -> 2024-06-21 07:40
        11 ngày trước -> 2024-06-10
        ba tuần trước -> 2024-05-31
        5 tháng trước -> 2024-01
        7 tháng trước -> 2023-11
        năm năm trước -> 2019
        cách đây hơn 2 năm -> 2022
        Cách đây 20 phút -> 2024-06-21 09:20
        4 tuần sau -> 2024-07-19
        3 hours ago -> 2024-06-21 06:40
        World - an hour ago -> 2024-06-21 08:40
        1 day ago -> 2024-06-20
        hôm nay -> 2024-06-21
        Hôm qua, 18:05 -> 2024-06-20 18:05
        18h05 hôm qua -> 2024-06-20 18:05
        hom qua, 18:05 -> 2024-06-20 18:05
        8 giờ tối qua -> 2024-06-20 20:00
        sáng nay -> 2024-06-21
        hôm kia -> 2024-06-19
        thứ 3 tuần trước -> 2024-06-11
        chủ nhật tuần trước -> 2024-06-16
        10:15 thứ 2 tuần này -> 2024-06-17 10:15
    """),
)
def test_relative(text: str, value: str) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "vài tiếng trước",
        "vài ba ngày trước",
        "mấy tuần trước",
        "2-3 ngày trước",
        "2 - 3 ngày trước",
        "đôi ba tuần trước",
        "hai ba tuần trước",
        "1,5 giờ trước",
        "nửa năm trước",
        "vừa xong",
        "mới đây",
        "a few hours ago",
        "hai ngày trước khi khởi hành",
        "hai ngày trước đó",
        "trong hai ngày sau, đoàn sẽ họp",
        "tuần trước",
        "tháng trước",
        "năm ngoái",
        "9000 năm trước",
        "8 năm",
        "Lịch âm lịch hôm nay",
    ],
)
def test_vague_times_give_nothing(text: str) -> None:
    assert parse_date(text, now=FETCHED) is None


def test_relative_times_are_flagged() -> None:
    ago, yesterday = parse_date("3 giờ trước", now=FETCHED), parse_date("hôm qua", now=FETCHED)
    assert ago is not None
    assert yesterday is not None
    assert (ago.flags, ago.rule) == (("approx",), "relative")
    assert (yesterday.flags, yesterday.rule) == ((), "relative-day")


def test_now_may_have_any_zone_or_none() -> None:
    late = datetime(2024, 6, 20, 23, 30, tzinfo=UTC)  # 6:30 of the 21st in Vietnam
    assert read("hôm nay", late) == "2024-06-21"
    assert read("hôm nay", datetime(2024, 6, 21, 0, 30)) == "2024-06-21"  # noqa: DTZ001
    assert read("2 giờ trước", late.astimezone(timezone(timedelta(hours=-8)))) == "2024-06-21 04:30"
    assert parse_date("hôm nay") is not None


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("từ 17/12/2023 đến 16/01/2024", "2023-12-17", "2024-01-16"),
        ("Từ ngày 17 đến ngày 19/3/2024", "2024-03-17", "2024-03-19"),
        ("Từ 17-19/3/2024", "2024-03-17", "2024-03-19"),
        ("17 - 19/03/2024", "2024-03-17", "2024-03-19"),
        ("17 đến 19 tháng 3 năm 2024", "2024-03-17", "2024-03-19"),
        ("17-19 tháng 3 năm 2024", "2024-03-17", "2024-03-19"),
        ("từ ngày 17/3-2/4/2024", "2024-03-17", "2024-04-02"),
        ("30/12 - 02/01/2024", "2023-12-30", "2024-01-02"),
        ("30/12/2023-02/01/2024", "2023-12-30", "2024-01-02"),
        ("ngày 17 và 18/3/2024", "2024-03-17", "2024-03-18"),
        ("ngày 17, 18 và 19/3/2024", "2024-03-17", "2024-03-19"),
        ("từ ngày 17/3 đến 2/4", "2024-03-17", "2024-04-02"),
        ("3/2023 - 11/2023", "2023-03", "2023-11-01"),
        ("từ tháng 3 đến tháng 5 năm 2024", "2024-03", "2024-05-01"),
        ("tháng 3-5/2024", "2024-03", "2024-05-01"),
        ("từ 8h đến 11h30 ngày 17/3/2024", "2024-03-17 08:00", "2024-03-17T11:30:00+07:00"),
        ("2024-03-17 08:00-11:30", "2024-03-17 08:00", "2024-03-17T11:30:00+07:00"),
        ("8-11h ngày 17/3/2024", "2024-03-17 08:00", "2024-03-17T11:00:00+07:00"),
        ("17/3/2024, 08:00 - 11:30", "2024-03-17 08:00", "2024-03-17T11:30:00+07:00"),
        ("từ 22h ngày 17/3 đến 5h ngày 18/3/2024", "2024-03-17 22:00", "2024-03-18T05:00:00+07:00"),
    ],
)
def test_ranges_begin(text: str, value: str, end: str) -> None:
    parsed = parse_date(text, now=FETCHED)
    assert parsed is not None
    assert parsed.end is not None
    assert (shown(parsed), parsed.end.isoformat(), parsed.rule) == (value, end, "range")


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        Bài 3 - 17/03/2024 -> 2024-03-17
        Covid-19 - 22/03/2024 -> 2024-03-22
        Số 12 - 17/03/2024 -> 2024-03-17
        Kỳ 2: 17/03/2024 -> 2024-03-17
        Bài 1: 17-03-2024 -> 2024-03-17
        VTV 12 - 17/03/2024 -> 2024-03-17
        Thứ 7 - 16/03/2024 -> 2024-03-16
    """),
)
def test_numbers_before_a_date_are_no_range(text: str, value: str) -> None:
    parsed = parse_date(text, now=FETCHED)
    assert parsed is not None
    assert (shown(parsed), parsed.end) == (value, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "0912.34.56.78",
        "Hotline: 09.12.2022",
        "ĐT: 0903 12.12.2022",
        "Tel: 024.3812.3456 - Fax: 024.3812.3457",
        "Nghị định 15/2023/NĐ-CP",
        "Thông tư số 03/2022/TT-BTC",
        "Nghị định 11/2023",
        "Công văn 12/6/QĐ-UBND",
        "số 5/2024",
        "kỳ 5/2024",
        "tỷ số 4-1",
        "4-1",
        "24/7",
        "phục vụ 24/7",
        "trực 24/7 (8h00-22h00)",
        "tiếp khách 24/7 từ 8h đến 22h",
        "dịp Tết Dương lịch 1/1",
        "tỷ số 4-1 lúc 21h",
        "ngày 2-3 buổi",
        "Cập nhật 24/7",
        "20/11",
        "3/5 học sinh",
        "mỗi ngày 2-3 lần",
        "ngày 2-3 lần",
        "ngày 1.5 triệu",
        "12 tháng 6 ngày",
        "đường 3 tháng 2",
        "biển số 29C-12.06.22",
        "tỷ lệ 70:30",
        "iOS 12.4.15",
        "quý 3/2023",
        "quý II năm 2023",
        "năm học 2023-2024",
        "6 tháng đầu năm 2023",
        "lãi 9 tháng năm 2023",
        "giai đoạn 2019-2023",
        "năm 2022/2023",
        "những năm 1980",
        "Luật Nhà ở năm 2014",
        "quy hoạch 1/2000",
        "Tháng Sáu",
        "Thứ tư",
        "21:17",
        "Thứ hai, 08:15",
        "GMT+7",
        "9 giờ",
        "Ảnh 3.",
        "NaN/NaN/NaN",
        "2024",
        "1900545462",
        "12345678",
        "2023-24",
        "17/03/0001",
        "0001-01-01T00:00:00",
        "01/01/1970 07:00",
        "1970-01-01T00:00:00Z",
        "01/01/1900",
        "0",
        "30/02/2024",
        "31/04/2024 08:00",
        "ngày 31 tháng 2 năm 2024",
        "00/06/2024",
        "2024-13-05",
        "99/99/9999",
        "https://bao.example/2024/03/17/tin.html",
        "số 8/11/21 Trần Phú",
        "8/11/21 Trần Phú, phường 4",
        "Địa chỉ: 9/2/17",
        "hẻm 9/2/17",
        "Công văn số 7/3/2024-CV",
        "15/6/2022/QĐ-UBND",
        "phiên bản 10.12.2022",
        "iOS 17.3.2024",
        "3/2015 hộ nghèo",
        "7/1998 đại biểu",
        "3.4.19. Đánh giá",
        "Mục 10.11.16",
        "Trang 3/12 | 06:46",
        "đường 30/4, 7h30",
        "20/10, 2:1",
        "2-1, 3-2, 19:00",
        "3 giờ ; 5-3",
        "12 ngày - 11-2",
        "lần thứ 5 - 8/1",
        "65G-03.04.21",
        "l7/03/2024",
        "ngày l7/3/2024",
        "17 tháng 3 202405",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text, now=FETCHED) is None


@pytest.mark.parametrize(
    "text",
    [
        "15/7 âm lịch",
        "ngày 15/7 (âm lịch)",
        "15/7 ÂL",
        "ngày 15/7 (âm)",
        "15/7/2023 âm",
        "ngày 9 tháng 4 âm lịch",
        "ngày 5/1/2024 âm lịch",
        "Âm lịch: 14/5/2024",
        "mùng 5 tháng Giêng",
        "23 tháng Chạp năm 2023",
        "Rằm tháng 7 năm 2023",
        "mùng 1 Tết Giáp Thìn",
        "30 Tết",
        "Tết năm 2024",
        "mùng 8/1",
        "mồng 8 tháng 3",
        "ngày 29 tháng 12 năm Quý Mão",
        "mùng 5/1/24",
        "mồng 25 tháng 5 năm 2023 âm lịch",
    ],
)
def test_lunar_dates_give_nothing(text: str) -> None:
    assert parse_date(text, now=FETCHED) is None


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        ngày 24/02/2024 (tức rằm tháng Giêng) -> 2024-02-24
        24/2/2024 (15/1 âm lịch) -> 2024-02-24
        24/2/2024 (âm lịch 15/1) -> 2024-02-24
        24/2/2024, âm lịch ngày 15/1/2024 -> 2024-02-24
        15/1 âm lịch (24/2/2024) -> 2024-02-24
        Mùng 1 Tết Giáp Thìn (10/2/2024) -> 2024-02-10
        ngày 10/3 (tức 18/4 dương lịch) -> 2024-04-18
        Tết Dương lịch 1/1/2024 -> 2024-01-01
        24/2/2024 (nhằm ngày 15 tháng 1 năm Giáp Thìn) -> 2024-02-24
        mùng 5/1/2024 -> 2024-01-05
        Âm nhạc 17/03/2024 -> 2024-03-17
        17/03/2024 Âm nhạc -> 2024-03-17
    """),
)
def test_solar_dates_beside_lunar_ones(text: str, value: str) -> None:
    assert read(text) == value


def test_month_first_is_declared_not_guessed() -> None:
    refusal = Refusal("3/17/2024", "us_order_only", date(2024, 3, 17))
    assert parse_dates("3/17/2024 10:20:00 AM", now=FETCHED).refused == (refusal,)
    assert read("3/4/2024 10:20 AM") == "2024-04-03 10:20"
    declared = [parse_date(text, now=FETCHED, month_first=True) for text in ("3/17/2024", "3/4/2024", "17/3/2024")]
    assert [p.value.isoformat() if p else None for p in declared] == ["2024-03-17", "2024-03-04", "2024-03-17"]
    iso = parse_date("2024-03-04", month_first=True)
    assert iso is not None
    assert iso.value == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "published", "modified"),
    [
        ("Đăng lúc 06:05 17/03/2024 - Cập nhật lúc 08:10 18/03/2024", "2024-03-17 06:05", "2024-03-18 08:10"),
        ("Cập nhật: 18/03/2024 08:10 | Đăng: 17/03/2024 06:05", "2024-03-17 06:05", "2024-03-18 08:10"),
        ("17/03/2024 06:05 (cập nhật 08:10 18/03/2024)", "2024-03-17 06:05", "2024-03-18 08:10"),
        ("Ngày đăng: 17/03/2024 - Sửa lần cuối: 18/03/2024", "2024-03-17", "2024-03-18"),
        ("Published: 17 Mar 2024 | Updated: 18 Mar 2024", "2024-03-17", "2024-03-18"),
        ("Cập nhật lúc 08:10 ngày 18/03/2024", None, "2024-03-18 08:10"),
        ("Đang cập nhật - 17/03/2024 06:05", "2024-03-17 06:05", None),
        ("Năm 2024 | Cập nhật: 18/03/2024", None, "2024-03-18"),
        ("17/03/2024, cập nhật lúc 08:10", "2024-03-17", None),
    ],
)
def test_publication_and_update(text: str, published: str | None, modified: str | None) -> None:
    dates = parse_dates(text, now=FETCHED)
    assert (dates.published and shown(dates.published)) == published
    assert (dates.modified and shown(dates.modified)) == modified
    assert parse_date(text, now=FETCHED) == (dates.published or dates.modified)


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        5 giờ trước 04:40 21/06/2024 Thời sự -> 2024-06-21 04:40
        Giá xăng hôm nay 20.6.2024: giảm nhẹ -> 2024-06-20
        Số tháng 6/2024, ra ngày 20/06/2024 -> 2024-06-20
        Kỳ 1 tháng 6/2024 -> 2024-06
        Số 5 tháng 3 năm 2024 -> 2024-03
        Số 5 ngày 17 tháng 3 năm 2024 -> 2024-03-17
        Nghị định 15/2023/NĐ-CP ngày 20/06/2023 của Chính phủ -> 2023-06-20
        17/03/2024 06:05 18/03/2024 08:10 -> 2024-03-17 06:05
        06:05 17/03/2024 08:10 18/03/2024 -> 2024-03-17 06:05
        Cà phê sáng 17/03/2024 06:05 -> 2024-03-17 06:05
        17/03/2024 | 06:05 | 1.234 lượt xem -> 2024-03-17 06:05
    """),
)
def test_one_of_several(text: str, value: str) -> None:
    assert read(text) == value


def test_flags() -> None:
    def flags(text: str) -> tuple[str, ...]:
        parsed = parse_date(text, now=FETCHED)
        assert parsed is not None
        return parsed.flags

    assert flags("22/06/2024") == ("future",)
    assert flags("21/06/2024 09:41") == ("future",)
    assert flags("21/06/2024 09:40") == ()
    assert flags("24/2/2024 (15/1 âm lịch)") == ("lunar_gloss",)
    assert flags("Giấy phép số 12/GP-BTTTT ngày 17/03/2024") == ("not_publication",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2024", "impossible"),
        ("01/01/1970", "sentinel"),
        ("15/7 âm lịch", "lunar"),
        ("mùng 5/1", "mung_ambiguous"),
        ("24/7", "no-date"),
        ("quý II năm 2023", "period"),
        ("vài phút trước", "vague"),
    ],
)
def test_refusals_name_their_reason(text: str, reason: str) -> None:
    assert [refusal.reason for refusal in parse_dates(text, now=FETCHED).refused] == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff17/03/2024 06:05",
        "17\u200b/03\u200b/2024 06:05",
        "17/03/2024\u00a006:05",
        "17/03/2024\u202f06:05",
        "17／03／2024 06：05",
        "１７/０３/２０２４ 06:05",
        "17\u201103\u20112024 06:05",
        "06:05 – 17/03/2024",
        "\u200e17/\u200e03/\u200e2024 06:05",
        "17/03/2024&nbsp;06:05",
        "17\u204403\u20442024 06:05",
        "17/03/2024\n06:05",
        "06:05 ngày17/03/2024",
    ],
)
def test_unseen_characters_and_twins(text: str) -> None:
    assert read(text) == "2024-03-17 06:05"


def test_words_without_diacritics_count_only_in_a_text_without() -> None:
    assert read("12 thang sau 2023") == "2023-06-12"
    assert read("12 tháng sau 2023") is None  # "sau" is "after"
    friday = parse_date("Thu sau, 21/6/2024", now=FETCHED)
    assert friday is not None
    assert friday.flags == ()


def test_old_dates_have_the_offset_of_their_time() -> None:
    parsed = parse_date("06:05 17/03/1970", now=FETCHED)
    assert parsed is not None
    assert parsed.value.isoformat() == "1970-03-17T06:05:00+08:00"


@pytest.mark.parametrize(
    ("text", "value"),
    table("""
        5G, 17/03/2024 -> 2024-03-17
        5G - 17/03/2024 06:05 -> 2024-03-17 06:05
        5G ngày 17/03/2024 -> 2024-03-17
        17g ngày 17/3/2024 -> 2024-03-17 17:00
        lúc 5g, 17/3/2024 -> 2024-03-17 05:00
        5g sáng 17/3/2024 -> 2024-03-17 05:00
        5G 17 March 2024 -> 2024-03-17
        Tin 24h, ngày 17/03/2024 -> 2024-03-17
        Tin 24h 16h42 | 17/03/2024 -> 2024-03-17 16:42
        Tin 24 giờ | 17/03/2024 -> 2024-03-17
        17/03/2024 / 06h05 -> 2024-03-17 06:05
        17 tháng 3, 2024 / 6 giờ 05 -> 2024-03-17 06:05
        U23 Viet Nam 2024-03-17 06:05 -> 2024-03-17 06:05
        1/3 - 2024/03/17 -> 2024-03-17
        24/7 - 16.8.2023, 06:05 -> 2023-08-16 06:05
        8/3 - Tháng 4 3, 2024 -> 2024-04-03
        06:05 17/03/2024, Chủ nhật 1/3 -> 2024-03-17 06:05
        Xuất bản: 12-10-03 -> 2003-10-12
        Video 03:45 | 17/03/2024 -> 2024-03-17
        Nghe đọc bài: 3:25 - 17/03/2024 06:05 -> 2024-03-17 06:05
        Dài 03:45 | 17/03/2024 06:05 -> 2024-03-17 06:05
        Mộng Thu 06:05 | 17/03/2024 -> 2024-03-17 06:05
        Thời sự 19h | Chủ nhật, 17/03/2024 06:05 -> 2024-03-17 06:05
        Mộng Thu 06:05 17/03/2024 - 08:10 18/03/2024 -> 2024-03-17 06:05
        Điểm tin tối | 17/03/2024 08:05 -> 2024-03-17 08:05
        3 ngày 2 đêm | 06:05 17/03/2024 -> 2024-03-17 06:05
        Tối 17/3/2024, lúc 8h -> 2024-03-17 20:00
        Thời gian: 26/04/99 Cỡ chữ -> 1999-04-26
        Mộng Thu 13-08-03 - 11h03 -> 2003-08-13 11:03
        ngày 10-09-21 lượt xem: 5 -> 2021-09-10
    """),
)
def test_what_stands_beside_a_date_lends_it_nothing(text: str, value: str) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    table("""
        Video 03:45 | 12/6 -> a running time
        12:06 | 24/7 -> always
        06:05, 1/6 diện tích -> a share
        0000-00-00 00:00:00 | 12/6 -> a time without a day
        ĐT: 024.3812.3456 (14-05-03, 05:10) | 1/3 -> the time stands beside a telephone number
        3 ngày 2 đêm, 3/4 -> nights
        lúc 8h 0,5-1,2 m -> a height
        tối | 6-3, 7-6 -> a score
        Trang 3/12 Thứ Hai -> a page
        xep thu 6/12 -> a place
        12 tháng 8/3 -> a count
        18 thang tu -> a sentence
        lần thứ 12 Tháng Sáu -> a count
        10 ngày trước, 10.12.22 -> no one knows
        Cách mạng Tháng 8, 98,6% -> no year
    """),
)
def test_what_stands_beside_numbers_makes_no_date_of_them(text: tuple[str, str]) -> None:
    assert read(text[0]) is None


def test_an_update_is_not_joined_by_a_publication_without_a_year() -> None:
    dates = parse_dates("Cập nhật: 06:05 17/03/2024 - sáng 1/3", now=FETCHED)
    assert dates.published is None
    assert dates.modified is not None


def test_a_publication_without_a_year_lies_before_the_update() -> None:
    dates = parse_dates("Đăng ngày 16/3 - Cập nhật: 06:05 17/03/2022", now=FETCHED)
    assert dates.published is not None
    assert dates.published.value == date(2022, 3, 16)
    dates = parse_dates("Đăng ngày 20/12 - Cập nhật: 06:05 17/03/2022", now=FETCHED)
    assert dates.published is not None
    assert dates.published.value == date(2021, 12, 20)


def documented() -> list[tuple[str, str]]:
    """The rows of the tables headed `printed date` in the documentation."""
    rows: list[tuple[str, str]] = []
    for page in sorted(Path("docs").glob("vietnamese*.md")):
        inside = False
        for line in page.read_text("utf-8").splitlines():
            inside = line == "| printed date | read as |" or (inside and line.startswith("|"))
            if inside and line.startswith("| `"):
                text, value = line.strip("| ").rsplit(" | ", 1)
                rows.append((text.strip("`"), value))
    return rows


def test_the_documentation_tells_the_truth() -> None:
    rows = documented()
    assert len(rows) > 50
    assert [(text, read(text) or "–") for text, _ in rows] == rows


@pytest.mark.parametrize("text", ["15 tháng 9, 20201", "Ngày 15 tháng 9 năm 20204", "15 tháng 9, 0900123456"])
def test_a_longer_number_after_a_month_is_no_year_and_leaves_no_day(text: str) -> None:
    assert parse_date(text, now=FETCHED) is None


def test_two_dates_against_each_other_are_no_day_of_this_year() -> None:
    found = parse_date("15 Tháng Chín, 202016 Tháng Chín, 2020", now=FETCHED)
    assert found is None or found.precision != "day"
