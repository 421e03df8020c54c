"""The one form that texts are brought to."""

from __future__ import annotations

import timeit
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.vietnamese.text import (
    clean_text,
    fold,
    has_vietnamese_letters,
    is_syllable,
    nfc,
    one_line,
    repair_encoding,
    strip_decoration,
    title_case,
    without_diacritics,
)

SENTENCE = (
    "Để giữ nghề dệt thổ cẩm, bản Lùng Tám mở lớp dạy cho hai mươi cô gái – “phải có người nối”, bà Sùng Thị Mỷ nói."
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  hai\u00a0từ \n ba\tdòng ", "hai từ ba dòng"),
        ("khoảng\u2003rộng\u3000quá", "khoảng rộng quá"),
        ("không\u200bnhìn\ufeffthấy\u00ad", "khôngnhìnthấy"),
        ("\u202adấu hướng\u202c", "dấu hướng"),
        ("điều\x00khiển\x07", "điềukhiển"),
        ("Ðặng Ðình", "Đặng Đình"),
        ("hòa và hoà, thủy và thuỷ", "hòa và hoà, thủy và thuỷ"),
        ("Sigurðsson, «Á», SÃO PAULO, “NHÀ XÔ, 50 °C, 3 m²", "Sigurðsson, «Á», SÃO PAULO, “NHÀ XÔ, 50 °C, 3 m²"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("", ""),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_decomposed_letters_are_composed() -> None:
    assert clean_text(unicodedata.normalize("NFD", SENTENCE)) == SENTENCE


def as_read_in(encoding: str, text: str) -> str:
    """UTF-8 bytes read in another encoding as browsers do: a byte without a letter is a control character."""
    out = []
    for byte in text.encode():
        try:
            out.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1", "windows-1258"])
@pytest.mark.parametrize("text", [SENTENCE, "Nguyễn Văn Ảnh", "ƯỚC MƠ", "đường"])
def test_mojibake_is_repaired(encoding: str, text: str) -> None:
    assert clean_text(as_read_in(encoding, text)) == text


def test_a_mangled_word_does_not_change_the_words_around_it() -> None:
    assert (
        clean_text("Bản tin «đặc biệt» của " + as_read_in("windows-1252", "Sở Y tế"))
        == "Bản tin «đặc biệt» của Sở Y tế"
    )


def test_repair_leaves_alone_what_is_no_utf8() -> None:
    assert repair_encoding("Ä là chữ cái Đức, Ã là chữ cái Bồ Đào Nha") == "Ä là chữ cái Đức, Ã là chữ cái Bồ Đào Nha"


def test_repair_of_a_text_decoded_wrongly_twice() -> None:
    twice = "Đặng Mộng Thu".encode().decode("latin-1").encode().decode("latin-1")
    assert clean_text(twice) == "Đặng Mộng Thu"
    assert clean_text("Â\x1f\x80") == clean_text("Â\x80")


@given(st.text(max_size=400))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


def test_clean_text_costs_next_to_nothing_on_clean_text() -> None:
    text = (SENTENCE * 10)[:1000]
    seconds = min(timeit.repeat(lambda: clean_text(text), number=200, repeat=20)) / 200
    assert seconds < 50e-6  # 5 µs for a hundred characters


def test_nfc_keeps_line_feeds_and_one_line_does_not() -> None:
    assert nfc("một\nhai") == "một\nhai"
    assert one_line("một\nhai") == "một hai"


@pytest.mark.parametrize("word", ["Thuỳ", "thùy", "AN", "gì", "quyển", "nghiêng", "ơi", "ĐƯỜNG"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Mark", "VnExpress", "TTXVN", "Jack", "an2", "", "N.A"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_small_helpers() -> None:
    assert title_case("KIỀU MỘNG  THU") == "Kiều Mộng Thu"
    assert fold("Sức khỏe & Đời sống") == "sứckhỏeđờisống"
    assert without_diacritics("Đường dây NÓNG") == "Duong day NONG"
    assert has_vietnamese_letters("Đak")
    assert not has_vietnamese_letters("José Mourinho".replace("é", "e"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (">> Kiều Mộng Thu", "Kiều Mộng Thu"),
        ("● Kiều Mộng Thu –", "Kiều Mộng Thu"),
        ("/. Kiều Mộng Thu./.", "Kiều Mộng Thu"),
        ("*** K.M.T ***", "K.M.T"),
        ("(Theo Vietnam+", "(Theo Vietnam+"),
    ],
)
def test_decoration(text: str, bare: str) -> None:
    assert strip_decoration(text) == bare
