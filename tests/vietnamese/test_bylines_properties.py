"""What holds for every byline, and for any text at all: no exception, bounded time."""

from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from crawler.vietnamese.bylines import (
    Byline,
    canonical_outlet,
    cut_glued_signoff,
    parse_byline,
    points_elsewhere,
    render_byline,
    split_dateline,
    split_signoff,
)

SECONDS = 0.25  # for one call; the slowest takes some milliseconds, the rest is room for a busy machine

SURNAMES = ["Kiều", "Lương", "Tạ", "Hồ", "Mạc", "Nguyễn", "Đặng", "Vũ", "Sùng", "Từ"]
GIVEN = ["Mộng Thu", "Bá Khánh", "Quốc Vinh", "Vĩ Dạ", "Thảo Uyên", "An", "Thuỳ Linh", "Đức", "Yến", "Nam"]
OUTLETS = ["TTXVN", "VOV", "VnExpress", "Báo Gia Lai", "Thể thao & Văn hóa", "Reuters", "example.vn", "Nghề Xưa và Nay"]
LABELS = ["Bài", "Bài, ảnh", "Tin - ảnh", "Ảnh", "Clip", "Đồ họa", "Thực hiện", "Dịch", "Tổng hợp", "Biên tập"]
AFTER = ["(tổng hợp)", "(ghi)", "(t/h)", "(thực hiện)", "lược dịch", "(TTXVN)", "(từ Lyon, Pháp)", "(theo Kyodo, AFP)"]
TITLES = ["TS", "PGS.TS", "BS.CKII", "Luật sư", "Nhà báo", "CTV", "Độc giả", "Thiếu tướng"]

people = st.builds("{} {}".format, st.sampled_from(SURNAMES), st.sampled_from(GIVEN))
initials = st.builds("{}.{}".format, st.sampled_from("KQTV"), st.sampled_from(["H", "Thu", "Vinh", "Khánh"]))
collectives = st.sampled_from(["PV", "Nhóm PV", "Nhóm phóng viên thời sự", "Ban Kinh tế"])
titled = st.builds("{} {}".format, st.sampled_from(TITLES), people)
authors = st.one_of(people, people.map(str.upper), initials, collectives, titled)
several = st.lists(authors, min_size=1, max_size=4)
joined = st.builds(
    lambda names, joint: joint.join(names), several, st.sampled_from([" - ", ", ", "; ", " & ", " – ", "\n"])
)
labelled = st.builds("{}: {}".format, st.sampled_from(LABELS), joined)
followed = st.builds("{} {}".format, joined, st.sampled_from(AFTER))
sourced = st.builds(
    "{}{}".format,
    joined,
    st.sampled_from(OUTLETS).flatmap(lambda o: st.sampled_from([f"/{o}", f" ({o})", f" (theo {o})"])),
)
under = st.builds(
    "{}\n{}".format, people, st.sampled_from(["Viện Dân tộc học", "Giám đốc Sở Nội vụ", "Đơn vị: Đội 5, xã Ia Pa"])
)
credits_only = st.builds("{} {}".format, st.sampled_from(["Theo", "Nguồn:", "(Theo"]), st.sampled_from(OUTLETS))
bylines = st.one_of(joined, labelled, followed, sourced, under, credits_only)

WORDS = (
    "Theo |Ảnh: |Nguồn|Bài, ảnh: |(|)|[| - |-|, |/|\n| và | & |ghi|tổng hợp|PV|TS.|VOV-|TTXVN|.vn|@a.vn|&nbsp;|…".split(
        "|"
    )
)
MARKS = ["\ue000", "\ue1ff", "\ud800", "\u200b", "0900000000"]
pieces = st.sampled_from([*WORDS, *MARKS, *SURNAMES, *GIVEN])
scraps = st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=40).map("".join)


def said(byline: Byline) -> tuple[Any, ...]:
    return byline.authors, sorted(source.name for source in byline.sources), byline.location


@settings(max_examples=400, deadline=None)
@given(bylines)
@example("T.H lược dịch")
def test_a_rendered_byline_parses_to_itself(text: str) -> None:
    byline = parse_byline(text)
    assume(byline)  # `Ảnh: PV` alone credits nobody
    assert said(parse_byline(render_byline(byline))) == said(byline)


@settings(max_examples=300, deadline=None)
@given(bylines)
def test_decomposed_letters_make_no_difference(text: str) -> None:
    assert parse_byline(unicodedata.normalize("NFD", text)) == parse_byline(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(people, min_size=1, max_size=5, unique=True))
def test_separators_and_capitals_make_no_difference(names: list[str]) -> None:
    for joint in (" - ", ", ", ";", " / ", "\n", "-"):
        assert [a.name for a in parse_byline(joint.join(names)).authors] == names
        assert [a.name for a in parse_byline(joint.join(names).upper()).authors] == names


FRAMES = [
    *[label + ": {}" for label in LABELS],
    *["{} " + after for after in AFTER],
    *[
        "{} thực hiện",
        "{} tổng hợp",
        "{} (VietNamNet/Dân trí)",
        "{}/Báo Tin tức",
        "{}, theo Reuters",
        "{}\nTheo Tuổi Trẻ",
    ],
    *["{} - 12/06/2022 10:00", "{} | Thứ Hai, 13/06/2022", "13/06/2022 10:00 - {}", "{} (P/v TTXVN tại Lào)"],
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(people, min_size=1, max_size=3, unique=True),
    st.sampled_from([" - ", ", ", ";", " và ", "/"]),
    st.sampled_from(FRAMES),
    st.booleans(),
)
def test_what_stands_around_names_leaves_them(names: list[str], joint: str, frame: str, capitals: bool) -> None:
    text = frame.format(joint.join(name.upper() if capitals else name for name in names))
    assert [author.name for author in parse_byline(text).authors] == names, text


@settings(max_examples=200, deadline=None)
@given(bylines, st.sampled_from(["{}.", ">> {}", "  {}  ", "{}./.", "* {}", "\u200b{}", "(Còn nữa) {}"]))
def test_decoration_makes_no_difference(text: str, frame: str) -> None:
    assert said(parse_byline(frame.format(text))) == said(parse_byline(text))


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(scraps, st.text(max_size=300)))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    byline = parse_byline(text)
    assert len(byline.printed_sources) == len(byline.sources)
    for author in byline.authors:
        assert author.name.strip() == author.name != ""
        assert author.roles
        assert unicodedata.is_normalized("NFC", author.name)
    assert isinstance(render_byline(byline), str)
    mark, rest = split_dateline(text)
    assert text.endswith(rest)
    assert (mark is None) == (rest == text)
    kept, glued = cut_glued_signoff(text)
    assert text.startswith(kept)
    assert glued is None or text.rstrip().endswith(glued)
    assert canonical_outlet(canonical_outlet(text)) == canonical_outlet(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(scraps, max_size=8), st.data())
def test_every_paragraph_has_a_label(paragraphs: list[str], data: st.DataObject) -> None:
    apart = data.draw(st.lists(st.booleans(), min_size=len(paragraphs), max_size=len(paragraphs)))
    labels = split_signoff(paragraphs, apart)
    assert len(labels) == len(paragraphs)
    assert set(labels) <= {"body", "signoff"}


def monsters() -> list[str]:
    """Texts of up to 10,000 characters that would hurt a pattern with too many ways to match."""
    unit = random.Random(7)
    parts = [
        "a",
        " ",
        "-",
        "(",
        ")",
        "A.",
        "Ảnh ",
        "Bài, ",
        "Nguyễn ",
        "ghi ",
        "PV ",
        "theo ",
        ". ",
        "a@",
        "0",
        "\n",
        "và ",
        "/",
        "Đ",
    ]
    repeated = [part * (n // len(part)) for part in parts for n in (400, 10_000)]
    mixed = ["".join(unit.choices(parts, k=k)) for k in (50, 120, 390, 2000, 5000) for _ in range(12)]
    return repeated + mixed


@pytest.mark.parametrize(
    "function",
    [
        parse_byline,
        split_dateline,
        cut_glued_signoff,
        points_elsewhere,
        canonical_outlet,
        lambda text: split_signoff([text] * 12),
        lambda text: split_signoff([text[i : i + 100] for i in range(0, len(text), 100)]),
    ],
)
def test_time_is_bounded(function: Callable[[str], Any]) -> None:
    for text in monsters():
        begin = time.process_time()
        function(text)
        assert time.process_time() - begin < SECONDS, text[:60]
