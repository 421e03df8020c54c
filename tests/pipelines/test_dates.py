"""How the dates that a page offers are weighed. Pages are fetched at 9:40 on Friday 21 June 2024, Vietnam's time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import DateClue, Draft, Publication
from crawler.pipelines.dates import DatesPipeline, read_dates

FETCHED = datetime(2024, 6, 21, 2, 40, tzinfo=UTC)


def dated(
    *clues: tuple[str, ...], fetched: datetime | None = FETCHED, url: str = "", month_first: bool = False
) -> Draft:
    """A draft after the step; a clue is its text, origin and meaning."""
    draft = Draft(date_clues=[DateClue(*clue) for clue in clues], fetched=fetched, url=url, month_first=month_first)  # type: ignore[arg-type]
    read_dates(draft)
    return draft


def test_a_printed_line_alone() -> None:
    draft = dated(("06:05 - 17/03/2024", "printed"))
    assert draft.date_published == "2024-03-17T06:05:00+07:00"
    assert draft.raw.date_published == "06:05 - 17/03/2024"
    assert (draft.date_modified, draft.raw.date_modified, draft.warnings) == (None, None, [])


def test_seconds_are_kept_where_they_are_printed() -> None:
    assert dated(("17/03/2024 06:05:09", "printed")).date_published == "2024-03-17T06:05:09+07:00"


def test_a_printed_day_stays_a_day() -> None:
    draft = dated(("Chủ nhật, 17/3/2024", "printed"))
    assert (draft.date_published, draft.warnings) == ("2024-03-17", ["day-only-date"])


def test_nothing_offered() -> None:
    draft = dated()
    assert (draft.date_published, draft.raw.date_published, draft.warnings) == (None, None, ["no-date"])


def test_an_unreadable_line_is_kept_as_it_is() -> None:
    draft = dated(("vừa xong", "printed"))
    assert (draft.date_published, draft.raw.date_published, draft.warnings) == (None, "vừa xong", ["no-date"])


@pytest.mark.parametrize(
    "line", ["Tháng 3/2024", "Năm 2024", "Từ 17-19/3/2024", "Giấy phép số 12/GP-BTTTT ngày 17/03/2024"]
)
def test_months_ranges_and_licences_are_no_publication(line: str) -> None:
    assert dated((line, "printed")).warnings == ["no-date"]


# --- printed and metadata -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stamp",
    [
        "2024-03-17T06:05:20+07:00",
        "2024-03-16T23:05:20Z",  # the same instant
        "2024-03-17T06:05:20+08:00",  # the same wall clock with a wrong zone
        "2024-03-17T06:05:20Z",
        "1710630320",
        "2024-03-17",
        "2024-03-17T00:00:00+07:00",
        "2024-03-17T09:15:00+07:00",  # saved again on the same day
    ],
)
@pytest.mark.parametrize("origin", ["json-ld", "meta", "time"])
def test_the_printed_minute_counts(stamp: str, origin: str) -> None:
    draft = dated(("Chủ nhật, 17/3/2024, 06:05 (GMT+7)", "printed"), (stamp, origin))
    assert (draft.date_published, draft.warnings) == ("2024-03-17T06:05:00+07:00", [])


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("2024-03-17T06:05:20+07:00", "2024-03-17T06:05:20+07:00"),
        ("2024-03-16T23:05:00.000Z", "2024-03-17T06:05:00+07:00"),
        ("2024-03-17T00:30:00+08:00", "2024-03-17T00:30:00+07:00"),  # in Vietnam still the day before: a wrong stamp
        ("2024-03-17T00:00:00+07:00", "2024-03-17"),
        ("2024-03-16T17:00:00Z", "2024-03-17"),
        ("2024-03-19T06:05:20+07:00", "2024-03-17"),
    ],
)
@pytest.mark.parametrize("line", ["17/03/2024", "Ngày đăng 17/03/2024 | 12:00 AM | View count: 18", "17/03/2024 00:00"])
def test_metadata_add_the_time_of_a_printed_day(line: str, stamp: str, value: str) -> None:
    draft = dated((line, "printed"), (stamp, "json-ld"))
    if line.endswith(" 00:00") and value == "2024-03-17":
        value += "T00:00:00+07:00"  # on a 24-hour clock midnight is a time, as long as nothing else is known
    assert draft.date_published == value


def test_the_zone_of_a_paper_far_abroad_is_its_own() -> None:
    stamp = "2023-01-14T16:42:07-08:00"
    assert abroad("xuxa.example", stamp, line="January 14, 2023") == "2023-01-15T07:42:07+07:00"
    assert abroad("xuxa.example.vn", stamp, line="January 14, 2023") == "2023-01-14T16:42:07+07:00"


def test_another_printed_line_adds_the_time() -> None:
    draft = dated(("17/03/2024", "printed"), ("06:05 ngày 17/03/2024", "printed"))
    assert (draft.date_published, draft.raw.date_published) == ("2024-03-17T06:05:00+07:00", "06:05 ngày 17/03/2024")


def test_metadata_far_from_the_printed_date() -> None:
    draft = dated(("06:05 17/03/2024", "printed"), ("2024-03-20T06:05:00+07:00", "json-ld"))
    assert (draft.date_published, draft.warnings) == ("2024-03-17T06:05:00+07:00", ["dates-disagree"])


def test_one_confirmation_is_enough() -> None:
    draft = dated(("06:05 17/03/2024", "printed"), ("2019-01-01", "meta"), ("2024-03-17T06:05:41+07:00", "json-ld"))
    assert draft.warnings == []


def test_a_contradicting_weekday() -> None:
    draft = dated(("Thứ Hai, 17/03/2024 06:05", "printed"))
    assert draft.date_published == "2024-03-17T06:05:00+07:00"
    assert draft.warnings == ["weekday-contradicts-date"]


def test_a_publication_that_prints_the_month_first() -> None:
    clue = ("3/17/2024 6:05:00 AM", "printed")
    assert dated(clue).warnings == ["no-date"]
    assert dated(clue, month_first=True).date_published == "2024-03-17T06:05:00+07:00"


# --- metadata alone -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "value", "warnings"),
    [
        ("2024-03-16T23:05:20Z", "2024-03-17T06:05:20+07:00", []),
        ("2024-03-17T06:05:20", "2024-03-17T06:05:20+07:00", []),
        ("1710630320", "2024-03-17T06:05:20+07:00", []),
        ("2024-03-17T00:00:00Z", "2024-03-17", ["day-only-date"]),
        ("2024-03-17", "2024-03-17", ["day-only-date"]),
        ("0001-01-01T00:00:00", None, ["no-date"]),
    ],
)
def test_metadata_alone(stamp: str, value: str | None, warnings: list[str]) -> None:
    draft = dated((stamp, "meta"))
    assert (draft.date_published, draft.raw.date_published, draft.warnings) == (value, stamp, warnings)


def test_of_metadata_the_one_with_a_time_counts() -> None:
    draft = dated(("2024-03-17", "json-ld"), ("2024-03-17T06:05:00+07:00", "meta"))
    assert (draft.date_published, draft.warnings) == ("2024-03-17T06:05:00+07:00", [])


def test_metadata_that_disagree() -> None:
    draft = dated(("2024-03-10T06:05:00+07:00", "meta"), ("2024-03-17T06:05:00+07:00", "json-ld"))
    assert (draft.date_published, draft.warnings) == ("2024-03-17T06:05:00+07:00", ["dates-disagree"])


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://bao.example/2024/03/17/tin.html", "2024-03-17"),
        ("https://bao.example/xa-hoi/20240317/tin/18.html", "2024-03-17"),
        ("https://bao.example/tin-20240317060520123.htm", None),
        ("https://bao.example/2024/13/17/tin.html", None),
    ],
)
def test_the_address_gives_the_day_when_nothing_else_does(url: str, value: str | None) -> None:
    assert dated(url=url).date_published == value
    assert dated(("16/03/2024", "printed"), url=url).date_published == "2024-03-16"


# --- lines that count from the fetching -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "value", "warnings"),
    [
        ("3 giờ trước", "2024-06-21T06:40:00+07:00", []),
        ("hôm qua 18:05", "2024-06-20T18:05:00+07:00", []),
        ("2 ngày trước", "2024-06-19", ["day-only-date"]),
        ("19h45 ngày 20/6", "2024-06-20T19:45:00+07:00", ["year-not-printed"]),
    ],
)
def test_counted_times(line: str, value: str, warnings: list[str]) -> None:
    draft = dated((line, "printed"))
    assert (draft.date_published, draft.warnings) == (value, warnings)


@pytest.mark.parametrize("line", ["3 giờ trước", "hôm qua 18:05", "06:05 ngày 17/3"])
def test_counted_times_give_way_to_metadata(line: str) -> None:
    draft = dated((line, "printed"), ("2021-03-17T06:05:00+07:00", "time"))
    assert (draft.date_published, draft.raw.date_published) == ("2021-03-17T06:05:00+07:00", line)
    assert draft.warnings == []


@pytest.mark.parametrize("line", ["3 giờ trước", "hôm qua 18:05", "06:05 ngày 17/3"])
def test_counted_times_of_a_page_fetched_nobody_knows_when(line: str) -> None:
    draft = dated((line, "printed"), fetched=None)
    assert (draft.date_published, draft.raw.date_published, draft.warnings) == (None, line, ["no-date"])


def test_a_counted_time_is_better_than_its_day() -> None:
    assert dated(("3 giờ trước", "printed"), ("2024-06-21", "meta")).date_published == "2024-06-21T06:40:00+07:00"
    assert dated(("3 giờ trước", "printed"), ("2024-06-11", "meta")).date_published == "2024-06-11"


# --- the future -----------------------------------------------------------------------------------------------


def test_a_missing_year_gives_way_to_the_day_in_the_address() -> None:
    draft = dated(("Sáng 17/3", "printed"), url="https://a.vn/2019/03/17/tin.html")
    assert draft.date_published == "2019-03-17"
    told = dated(("Sáng 17/3", "printed"), url="https://a.vn/2024/03/17/tin.html")
    assert (told.date_published, told.warnings) == ("2024-03-17", ["day-only-date"])


# --- the moment of fetching -----------------------------------------------------------------------------------


@pytest.mark.parametrize("clock", ["Thứ sáu, 21/06/2024", "09:40, 21/06/2024", "Thứ sáu, 21/6/2024 | 9:39 GMT+7"])
@pytest.mark.parametrize("origin", ["json-ld", "meta", "time"])
def test_a_clock_in_the_head_of_the_page_is_no_publication(clock: str, origin: str) -> None:
    draft = dated((clock, "printed"), ("2024-03-17T06:05:20+07:00", origin))
    assert (draft.date_published, draft.warnings) == ("2024-03-17T06:05:20+07:00", ["dates-disagree"])


def test_a_printed_line_goes_before_a_clock() -> None:
    draft = dated(("Thứ sáu, 21/06/2024", "printed"), ("06:05 17/03/2024", "printed"))
    assert draft.date_published == "2024-03-17T06:05:00+07:00"


def test_a_page_of_today_keeps_its_date() -> None:
    assert dated(("09:40, 21/06/2024", "printed")).date_published == "2024-06-21T09:40:00+07:00"
    same = dated(("09:39, 21/06/2024", "printed"), ("2024-06-20T22:10:00+07:00", "meta"))
    assert same.date_published == "2024-06-21T09:39:00+07:00"  # written the night before


def test_a_template_that_stamps_each_page_it_renders() -> None:
    stamps = ("2024-06-21T09:39:58+07:00", "json-ld"), ("2024-03-17T06:05:00+07:00", "meta")
    assert dated(*stamps).date_published == "2024-03-17T06:05:00+07:00"
    assert dated(*stamps, fetched=None).date_published == "2024-06-21T09:39:58+07:00"


def test_the_moment_of_rendering_is_no_change() -> None:
    line = ("06:05 17/03/2024", "printed")
    assert dated(line, ("2024-06-21T09:39:58+07:00", "json-ld", "modified")).date_modified is None
    assert (
        dated(line, ("2024-06-21T08:00:00+07:00", "json-ld", "modified")).date_modified == "2024-06-21T08:00:00+07:00"
    )
    assert dated(line, ("Cập nhật: 09:40 21/06/2024", "printed")).date_modified == "2024-06-21T09:40:00+07:00"


def test_a_future_date_is_left_out() -> None:
    draft = dated(("06:05 23/06/2024", "printed"))
    assert (draft.date_published, draft.raw.date_published) == (None, "06:05 23/06/2024")
    assert draft.warnings == ["date-in-future"]


def test_clocks_may_be_wrong_by_a_day() -> None:
    assert dated(("22/06/2024 09:39", "printed")).date_published == "2024-06-22T09:39:00+07:00"
    assert dated(("22/06/2024", "printed")).date_published == "2024-06-22"


def test_metadata_stand_in_for_a_future_line() -> None:
    draft = dated(("06:05 06/12/2024", "printed"), ("2024-06-12T06:05:00+07:00", "json-ld"))
    assert (draft.date_published, draft.warnings) == ("2024-06-12T06:05:00+07:00", ["dates-disagree"])


def test_without_a_moment_of_fetching_the_present_is_the_limit() -> None:
    assert dated(("06:05 17/03/2024", "printed"), fetched=None).date_published == "2024-03-17T06:05:00+07:00"
    assert dated(("06:05 17/03/2190", "printed"), fetched=None).warnings == ["date-in-future"]


# --- the last change ------------------------------------------------------------------------------------------


def test_one_line_with_both() -> None:
    line = "Đăng lúc 06:05 17/03/2024 - Cập nhật lúc 08:10 18/03/2024"
    draft = dated((line, "printed", "either"))
    assert draft.date_published == "2024-03-17T06:05:00+07:00"
    assert draft.date_modified == "2024-03-18T08:10:00+07:00"
    assert (draft.raw.date_published, draft.raw.date_modified) == (line, line)


@pytest.mark.parametrize(
    ("modified", "value"),
    [
        ("2024-03-17T06:06:00+07:00", "2024-03-17T06:06:00+07:00"),
        ("2024-03-17T06:05:59+07:00", None),  # filled by the CMS
        ("2024-03-17T02:32:47+07:00", None),  # the last save before it was published
        ("2024-03-17T00:00:00+07:00", None),
        ("2024-03-18", "2024-03-18"),
        ("2024-06-30T06:05:00+07:00", None),
    ],
)
def test_only_a_later_change_counts(modified: str, value: str | None) -> None:
    draft = dated(("06:05 17/03/2024", "printed"), (modified, "json-ld", "modified"))
    assert (draft.date_modified, draft.raw.date_modified) == (value, modified if value else None)


def test_a_change_on_the_day_of_a_day_only_publication_is_not_known_to_be_later() -> None:
    assert dated(("17/03/2024", "printed"), ("2024-03-17T08:10:00+07:00", "meta", "modified")).date_modified is None


def test_the_printed_change_goes_first() -> None:
    draft = dated(
        ("06:05 17/03/2024", "printed"),
        ("2024-03-18T08:10:41+07:00", "json-ld", "modified"),
        ("Cập nhật: 08:10 18/03/2024", "printed", "modified"),
    )
    assert (draft.date_modified, draft.raw.date_modified) == ("2024-03-18T08:10:00+07:00", "Cập nhật: 08:10 18/03/2024")


def test_a_wrong_zone_stamp_is_put_right_for_the_change_too() -> None:
    draft = dated(
        ("Chủ nhật, 17/3/2024, 06:05 (GMT+7)", "printed"),
        ("2024-03-17T06:05:20+08:00", "json-ld"),
        ("2024-03-17T09:40:08+08:00", "json-ld", "modified"),
    )
    assert draft.date_modified == "2024-03-17T09:40:08+07:00"


@pytest.mark.parametrize(
    ("other", "published"),
    [
        ("2024-03-17T06:05:20+07:00", "2024-03-17T06:05:20+07:00"),
        ("2024-03-17T06:05:21+07:00", "2024-03-17T13:05:20+07:00"),
        ("2024-03-17T06:05:20", "2024-03-17T13:05:20+07:00"),
        ("2024-03-17T13:05:20+07:00", "2024-03-17T13:05:20+07:00"),
    ],
    ids=["the same clock", "another second", "no zone", "the same instant"],
)
def test_a_stamp_of_utc_with_the_local_clock_is_a_mistake(other: str, published: str) -> None:
    draft = dated(("17/03/2024", "printed"), ("2024-03-17T06:05:20+00:00", "time"), (other, "meta"))
    assert draft.date_published == published


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("2024-03-17T06:05:20+07:00", "2024-03-17T06:05:00+07:00"),
        ("2024-03-16T23:05:20Z", "2024-03-17T06:05:00+07:00"),
        ("2024-03-17T06:05:20Z", "2024-03-17T13:05:00+07:00"),
        ("2024-03-17T13:05:20+07:00", "2024-03-17T13:05:00+07:00"),
    ],
    ids=["a slip", "a slip, by UTC", "UTC", "UTC, by Vietnam's time"],
)
def test_a_printed_gmt_is_a_slip_where_metadata_say_so(stamp: str, published: str) -> None:
    assert dated(("17/03/2024 06:05 (GMT)", "printed"), (stamp, "json-ld")).date_published == published


@pytest.mark.parametrize(
    ("domain", "line", "published"),
    [
        ("bancuoicau.vn", "17/03/2024 06:05 (GMT)", "2024-03-17T06:05:00+07:00"),
        ("bancuoicau.vn", "2024-03-17T06:05:00Z", "2024-03-17T13:05:00+07:00"),
        ("bancuoicau.example", "17/03/2024 06:05 (GMT)", "2024-03-17T13:05:00+07:00"),
    ],
)
def test_a_lone_printed_gmt_is_a_slip_on_a_site_of_vietnam(domain: str, line: str, published: str) -> None:
    draft = Draft(date_clues=[DateClue(line, "printed")], fetched=FETCHED, publication=Publication("Bản Cuối", domain))
    read_dates(draft)
    assert draft.date_published == published


def test_a_lone_update_is_the_publication() -> None:
    draft = dated(("Cập nhật lúc 06:05 17/03/2024", "printed"))
    assert (draft.date_published, draft.date_modified) == ("2024-03-17T06:05:00+07:00", None)
    assert draft.warnings == []


def test_a_lone_update_after_the_publication_in_metadata() -> None:
    draft = dated(("Cập nhật lúc 08:10 18/03/2024", "printed"), ("2024-03-17T06:05:20+07:00", "meta"))
    assert draft.date_published == "2024-03-17T06:05:20+07:00"
    assert draft.date_modified == "2024-03-18T08:10:00+07:00"


def test_a_lone_update_that_metadata_call_the_publication() -> None:
    draft = dated(("Cập nhật lúc 06:05 17/03/2024", "printed"), ("2024-03-17T06:05:00+07:00", "meta"))
    assert (draft.date_published, draft.date_modified) == ("2024-03-17T06:05:00+07:00", None)


def test_a_change_without_a_publication() -> None:
    draft = dated(("2024-03-18T08:10:00+07:00", "meta", "modified"))
    assert (draft.date_published, draft.date_modified) == (None, "2024-03-18T08:10:00+07:00")
    assert draft.warnings == ["no-date"]


def test_pipeline() -> None:
    draft = Draft(date_clues=[DateClue("17/03/2024", "printed")], fetched=FETCHED)
    assert DatesPipeline().process_item(draft) is draft
    assert draft.date_published == "2024-03-17"
    assert DatesPipeline().process_item({"x": 1}) == {"x": 1}  # type: ignore[type-var]


def abroad(domain: str, *stamps: str, line: str = "15/09/2021 - 12:46") -> str | None:
    clues = [DateClue(line, "printed"), *(DateClue(stamp, "json-ld") for stamp in stamps)]
    draft = Draft(date_clues=clues, fetched=FETCHED, publication=Publication("Đài Xa", domain))
    read_dates(draft)
    return draft.date_published


def test_the_printed_clock_of_another_country_gives_way_to_the_instant_in_utc() -> None:
    assert abroad("daixa.example", "2021-09-15T10:46:31+00:00") == "2021-09-15T17:46:00+07:00"


def test_the_clock_printed_with_its_own_zone_may_stand_beside_the_instant_in_utc() -> None:
    stamps = ["2021-09-15T12:46:31+02:00", "2021-09-15T10:46:31+00:00"]
    assert abroad("daixa.example", *stamps) == "2021-09-15T17:46:00+07:00"
    assert abroad("daixa.example.vn", *stamps) == "2021-09-15T12:46:00+07:00"


@pytest.mark.parametrize(
    ("domain", "stamp", "published"),
    [
        ("daixa.it", "2021-09-15T12:46:31+02:00", "2021-09-15T17:46:00+07:00"),
        ("daixa.it", "2021-09-15T12:46:31Z", "2021-09-15T12:46:00+07:00"),
        ("daixa.tv", "2021-09-15T12:46:31+02:00", "2021-09-15T12:46:00+07:00"),
        ("daixa.com", "2021-09-15T12:46:31+08:00", "2021-09-15T12:46:00+07:00"),
        ("daixa.vn", "2021-09-15T12:46:31+08:00", "2021-09-15T12:46:00+07:00"),
    ],
    ids=["another country's", "no zone set", "a borrowed domain", "anybody's domain", "Vietnam's"],
)
def test_a_stamp_of_the_printed_clock_under_another_countrys_domain(domain: str, stamp: str, published: str) -> None:
    assert abroad(domain, stamp) == published


@pytest.mark.parametrize("stamp", ["2021-09-15T12:46:31+02:00", "2021-09-15T10:46:31+00:00"])
def test_a_printed_zone_is_believed_on_sites_abroad(stamp: str) -> None:
    assert abroad("daixa.it", stamp, line="15/09/2021 - 12:46 (GMT+7)") == "2021-09-15T12:46:00+07:00"


@pytest.mark.parametrize(
    ("domain", "stamps"),
    [
        ("daixa.vn", ["2021-09-15T10:46:31+00:00"]),
        ("daixa.example", ["2021-09-15T05:46:31+00:00"]),
        ("daixa.example", ["2021-09-15T12:46:31+00:00"]),
        ("daixa.example", ["2021-09-15T10:41:00+00:00"]),
        ("daixa.example", ["2021-09-15T10:46:31+02:00"]),
        ("daixa.example", ["2021-09-15T10:46:31+00:00", "2021-09-15T11:46:31+00:00"]),
    ],
    ids=["a site of Vietnam", "Vietnam's zone", "a wrong stamp", "other minutes", "no UTC", "metadata disagree"],
)
def test_else_the_printed_clock_is_vietnams(domain: str, stamps: list[str]) -> None:
    assert abroad(domain, *stamps) == "2021-09-15T12:46:00+07:00"


@pytest.mark.parametrize(
    ("clues", "published"),
    [
        ([("T5, 06/11/2020 - 10:05", "printed")], "2020-06-11T10:05:00+07:00"),
        ([("T6, 06/11/2020 - 10:05", "printed")], "2020-11-06T10:05:00+07:00"),
        ([("Thứ 4, 09/10/2020 - 10:20", "printed")], "2020-10-09T10:20:00+07:00"),
        ([("09/10/2020 - 10:20", "printed"), ("2020-09-10T10:20:11+07:00", "time")], "2020-09-10T10:20:00+07:00"),
        ([("09/10/2020 - 10:20", "printed"), ("2020-09-10T10:21:11+07:00", "time")], "2020-10-09T10:20:00+07:00"),
        ([("T5, 06/11/2020 - 10:05", "printed"), ("2020-11-06T08:00:00+07:00", "meta")], "2020-11-06T10:05:00+07:00"),
        ([("T5, 06/11/2020 - 10:05", "printed"), ("2020-11-05T08:00:00+07:00", "meta")], "2020-11-06T10:05:00+07:00"),
        ([("T5, 06/11/2020", "printed")], "2020-11-06"),
    ],
    ids=[
        *("weekday right in the other order", "weekday right", "weekday right in none", "a machine's clock"),
        *("another clock", "a machine bears out the usual order", "a machine bears out neither", "without a clock"),
    ],
)
def test_month_before_day_where_nothing_else_explains_a_line(clues: list[tuple[str, str]], published: str) -> None:
    assert dated(*clues).date_published == published
