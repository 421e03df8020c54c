"""The sign-off at the end of an article, and the mark at its beginning."""

from __future__ import annotations

import pytest

from crawler.vietnamese.bylines import cut_glued_signoff, parse_byline, points_elsewhere, split_dateline, split_signoff

BODY = "Từ đầu mùa khô, đội thủy nông của bản đã nạo vét xong ba cây số kênh dẫn nước về đồng."
END = "Vụ này, bà con tin là sẽ đủ nước cho cả hai cánh đồng."


def signed(*paragraphs: str, apart: bool = False) -> list[str]:
    """Which of the paragraphs after two of body are the sign-off."""
    texts = [BODY, END, *paragraphs]
    labels = split_signoff(texts, [False, False, *(apart for _ in paragraphs)])
    assert len(labels) == len(texts)
    assert labels[:2] == ["body", "body"]
    return [text for text, label in zip(texts, labels, strict=True) if label == "signoff"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Kiều Mộng Thu",),
        ("KIỀU MỘNG THU - LƯƠNG BÁ KHÁNH",),
        ("K.M.T",),
        ("Uyển",),
        ("Nhóm PV",),
        ("Theo Lương Bá Khánh (VTC News)",),
        ("Kiều Mộng Thu (tổng hợp)",),
        ("Kiều Mộng Thu tổng hợp",),
        ("Độc giả Kiều Mộng Thu",),
        ("Luật sư Kiều Mộng Thu", "Văn phòng luật sư Ánh Dương, TP HCM"),
        ("Kiều Mộng Thu", "Giám đốc", "Trung tâm Khuyến nông tỉnh Lào Cai"),
        ("TS. Kiều Mộng Thu", "Viện Dân tộc học", "ThS. Lương Bá Khánh", "Đại học Tây Bắc"),
        ("Kiều Mộng Thu", "Theo TTXVN"),
        ("Theo Mộng Thu", "Thể thao & Văn hóa"),
        ("Theo K.Thu", "Khám phá"),
        ("Ông Thế Quân", "Trường Đại học Lao động - Xã hội (cơ sở II)"),
        ("Tin, ảnh: Y Bằng - Siu Hương",),
        ("MỘNG THU;TTXVN",),
        ("(theo AFP/Kyodo)", "Kiều Mộng Thu"),
        ("Kiều Mộng Thu", "Tổng hợp"),
        ("Bài: Kiều Mộng Thu", "Ảnh: Lương Bá Khánh"),
        ("Theo Dân Việt/Straits Times",),
        ("Nội dung: Kiều Mộng Thu", "Ảnh: Lương Bá Khánh", "Video: Tạ Quốc Vinh", "Đồ họa: Hồ Vĩ Dạ"),
        ("Kiều Mộng Thu", "Thể thao & Văn hóa"),
        ("Kiều Mộng Thu", "Nhà báo"),
        ("Tin, ảnh: K.M.Thu", "(xã Cồn Cát, huyện Bãi Ngang)"),
        ("(TTXVN)",),
        ("Người viết: Cô Nguyễn Mộng Thu",),
        ("Chùm ảnh: Kiều Mộng Thu",),
        ("Ban Truyền thông Giáo xứ Cồn Cát",),
    ],
)
def test_signoffs(lines: tuple[str, ...]) -> None:
    assert signed(*lines) == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "Vậy bao giờ nước mới về?",
        "Theo quy định, mỗi hộ góp hai ngày công.",
        "Kiều Mộng Thu - 7,5 điểm",
        "Ảnh minh họa.",
        "Nguồn video: Đội thủy nông",
        "3. Kênh số ba",
        "Xin cảm ơn bà!",
        "Amen.",
        "R.I.P",
        "Nghệ sĩ Kiều Mộng Thu",
        "Khám phá",
        "Tạp chí Nghề Xưa",
        "Ông Nguyễn Thế Quân",
        "Anh Nguyễn Thế Quân",
        "Nguyễn Thế Quân:",
        "PV:",
        "Diễn viên: Kiều Mộng Thu, Lương Bá Khánh",
        "Sân Mỹ Đình",
        "Trung tâm Khuyến nông tỉnh Lào Cai",
    ],
)
def test_no_signoff(line: str) -> None:
    assert signed(line) == []


@pytest.mark.parametrize(
    "after",
    [
        ("Chia sẻ bài viết của bạn tại đây.",),
        (">> Những dòng kênh trên núi", ">> Mùa nước cạn"),
        ("Xem thêm:", "Những dòng kênh trên núi", "Mùa nước cạn ở vùng cao"),
        ("Video được xem nhiều: Mưa đá ở Sa Pa",),
        ("https://example.vn/nhung-dong-kenh.html",),
        ("Những dòng kênh trên núi (12/3)",),
        ("#VungCao",),
        ("Ảnh: NVCC",),
        ("Video: Camera an ninh",),
        ("Mọi sự giúp đỡ xin gửi về Quỹ Vì dòng kênh",),
        ("(Còn nữa)",),
        ("Bài cuối: Những cánh đồng đủ nước",),
        ("Cồn Cát, mùa nước nổi 2014",),
        ("1. Sổ kênh mương bản Hua Tát, Nxb. Núi Rừng, Sơn La, 2021, tr.187.",),
        ("thu.kieu@example.com",),
        ("Lào Cai, tháng 3/2021",),
        ("Bài viết có sử dụng tư liệu của Đội thủy nông.",),
        ("Mọi đóng góp xin gửi về Đội thủy nông, ĐT: 0900 000 000",),
        ("Link nguồn: https://example.vn/nhung-dong-kenh.html",),
    ],
)
def test_what_follows_the_signoff(after: tuple[str, ...]) -> None:
    assert signed("Kiều Mộng Thu", *after) == ["Kiều Mộng Thu"]
    assert signed(*after, "Kiều Mộng Thu") == ["Kiều Mộng Thu"]


def test_footnotes_stand_after_the_signoff() -> None:
    assert signed("Kiều Mộng Thu", "[1]. Điều 14 Luật Thủy lợi.", "[2]. Kênh rạch, tập 2.") == ["Kiều Mộng Thu"]


def test_references_stand_after_the_signoff() -> None:
    references = ["Tài liệu tham khảo", *(f"Lương Bá Khánh (20{n}), Kênh rạch, tập {n}." for n in range(10, 30))]
    assert signed("Kiều Mộng Thu", *references) == ["Kiều Mộng Thu"]


def test_a_list_of_people_in_capitals_is_no_signoff() -> None:
    assert signed("TẠ QUỐC VINH", "LƯƠNG BÁ KHÁNH", "KIỀU MỘNG THU", "HÀ TÚ ANH", "LÊ BÍCH VÂN") == []


def test_a_list_of_people_is_no_signoff() -> None:
    people = ["Kiều Mộng Thu", "Lương Bá Khánh", "Tạ Quốc Vinh", "Hồ Vĩ Dạ", "Mạc Thảo Uyên"]
    assert signed(*people) == []
    assert signed("- Kiều Mộng Thu (Lào Cai)", "- Lương Bá Khánh (Sa Pa)", "- Tạ Quốc Vinh (Hà Nội)") == []
    assert signed("1. Kiều Mộng Thu", "2. Lương Bá Khánh") == []
    assert signed("- Kiều Mộng Thu -") == ["- Kiều Mộng Thu -"]


@pytest.mark.parametrize(
    "heading",
    ["HƯỚNG ĐI MỚI", "SỨC SỐNG MỚI", "GIỮ RỪNG", "THƯ NGỎ", "QUYẾT TÂM CAO", "Quê Hương Tôi", "Giải Nhất", "CÁCH LÀM",
     "Cách thực hiện", "BIÊN CƯƠNG", "Bác Ba", "Theo Luật Đất đai", "Theo Nghị định 15", "Theo Chủ tịch Kiều Mộng Thu",
     "N.T.A (SN 1990)", "Kiều Mộng Thu (12 bàn)", "TM. UBND TỈNH", "Uyển (12 tuổi)",
     "CHUNG SỨC CHUNG LÒNG", "BỨT PHÁ",
     "Hoa Vàng Trên Cỏ Xanh", "Ban Biên tập Báo Nghề Xưa trân trọng cảm ơn quý vị."],
)  # fmt: skip
def test_a_heading_or_somebody_written_about_is_no_signoff(heading: str) -> None:
    assert signed(heading) == []


@pytest.mark.parametrize("place", ["Long Thành", "MỸ ĐÌNH", "Vĩnh Yên", "Nam Từ Liêm", "Nha Trang"])
def test_a_place_that_nobody_is_called_like_is_no_signoff(place: str) -> None:
    assert signed(place) == []
    byline = parse_byline(f"Mộng Thu ({place})")
    assert ([author.name for author in byline.authors], byline.location) == (["Mộng Thu"], place)


def test_an_unusual_pen_name_takes_a_place_of_its_own() -> None:
    assert signed("Sông Lam") == []
    assert signed("Sông Lam", apart=True) == ["Sông Lam"]
    assert signed("Sông Lam (t/h)") == ["Sông Lam (t/h)"]
    assert signed("Sông Lam - Kiều Mộng Thu") == ["Sông Lam - Kiều Mộng Thu"]
    assert signed("Tung") == ["Tung"]  # without diacritics
    assert signed("Sình A Páo") == ["Sình A Páo"]


def test_who_is_quoted_is_no_signoff() -> None:
    quoted = split_signoff([BODY, f"“{END}”", "(Albert Bergmann)"])
    assert quoted == ["body"] * 3
    assert split_signoff([BODY, END, "(Albert Bergmann)"])[-1] == "signoff"
    assert split_signoff([BODY, f"“{END}”", "(Theo VnExpress)"])[-1] == "signoff"


@pytest.mark.parametrize(
    "after",
    [
        "(Ảnh: NVCC)",
        "Ảnh: ĐPCC",
        "Vui lòng ghi rõ nguồn khi đăng lại",
        "[Video] Cận cảnh bản trên núi",
        "Clip: Nước về trên nương",
    ],
)
def test_what_stands_under_the_signoff_and_is_none(after: str) -> None:
    assert signed("Kiều Mộng Thu", after) == ["Kiều Mộng Thu"]


def test_an_institution_under_a_name_is_read_as_a_whole() -> None:
    for line in ("Phòng Văn hóa và Thông tin huyện", "Đài Truyền thanh huyện Nậm Pồ"):
        assert signed("Kiều Mộng Thu", line) == ["Kiều Mộng Thu", line]


def test_a_line_set_apart_is_believed_more_readily() -> None:
    assert signed("kiều mộng thu") == []
    assert signed("kiều mộng thu", apart=True) == ["kiều mộng thu"]
    assert signed("Ảnh: Kiều Mộng Thu") == []
    assert signed("Ảnh: Kiều Mộng Thu", apart=True) == ["Ảnh: Kiều Mộng Thu"]


def test_names_inside_the_body_are_body() -> None:
    assert split_signoff(["Kiều Mộng Thu", BODY, END]) == ["body"] * 3


def test_no_paragraphs() -> None:
    assert split_signoff([]) == []
    assert split_signoff(["", "  "]) == ["body", "body"]


@pytest.mark.parametrize(
    ("glue", "signoff"),
    [
        ("", "Mộng Thu"),
        ("", "K.Quyên"),
        (" ", "Theo Tuổi Trẻ"),
        (" ", "(TTXVN)"),
        (" ", "Kiều Mộng Thu/VOV.VN"),
        (" ", "Kiều Mộng Thu"),
        ("", "Mộng Thu - Bá Khánh"),
    ],
)
def test_a_glued_signoff_is_cut(glue: str, signoff: str) -> None:
    assert cut_glued_signoff(END + glue + signoff) == (END, signoff)


@pytest.mark.parametrize(
    "text",
    [
        END,
        "Đội thủy nông vừa chuyển trụ sở về TP. Hồ Chí Minh",
        "Người chỉ huy công trình là GS. Kiều Mộng Thu",
        "Kênh mới dài ba cây số. Ảnh: Kiều Mộng Thu",
        "Ai là người đào con kênh này? Đó là Kiều Mộng Thu.",
        "Nước về. Bà con mừng. Mùa sau sẽ khác",
        "Người dân đào kênh. (Nguồn: VietnamPlus)",
        "",
    ],
)
def test_what_is_not_certain_is_not_cut(text: str) -> None:
    assert cut_glued_signoff(text) == (text, None)


@pytest.mark.parametrize("text", [">> Mùa nước cạn", "Xem thêm: Mùa nước cạn", "Mời bạn đọc góp ý", "Hotline: 0900"])
def test_pointers(text: str) -> None:
    assert points_elsewhere(text)
    assert not points_elsewhere("Kiều Mộng Thu")


# --- datelines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("(LĐXH) - Sáng 3/9, hồ xả nước.", "LĐXH"),
        ("(LĐXH)-Sáng 3/9, hồ xả nước.", "LĐXH"),
        ("(LĐXH): Sáng 3/9, hồ xả nước.", "LĐXH"),
        ("(Chinhphu.vn) – Sáng 3/9, hồ xả nước.", "Chinhphu.vn"),
        ("(Cổng TTĐT Cao Bằng) - Sáng 3/9, hồ xả nước.", "Cổng TTĐT Cao Bằng"),
        ("(baocaobang.vn) - Sáng 3/9, hồ xả nước.", "baocaobang.vn"),
        ("(Dân trí) Sáng 3/9, hồ xả nước.", "Dân trí"),
        ("(Xây dựng) - “Hồ xả nước.”", "Xây dựng"),
        ("(Tin tuc) - Sáng 3/9, hồ xả nước.", "Tin tuc"),
        ("[TTXVN] Sáng 3/9, hồ xả nước.", "TTXVN"),
        ("TPO - Hồ xả nước.", "TPO"),
        ("SGGPO Hồ xả nước.", "SGGPO"),
        ("(giao duc) - Hồ xả nước.", "giao duc"),
        ("VOV.VN - Hồ xả nước.", "VOV.VN"),
        ("TTXVN – Hồ xả nước.", "TTXVN"),
        ("TCNX - Hồ xả nước.", "TCNX"),
        ("NX&ĐT – Hồ xả nước.", "NX&ĐT"),
        ("(NXĐT) Hồ xả nước.", "NXĐT"),
        ("(ECMA) Hồ xả nước.", "ECMA"),
        ("NXO - Hồ xả nước.", "NXO"),
        ("Baoquangninh.vn - Hồ xả nước.", "Baoquangninh.vn"),
        ("LĐXH: Hồ xả nước.", "LĐXH"),
        ("Hà Nội (TTXVN) - Hồ xả nước.", "Hà Nội (TTXVN)"),
        ("Hà Nội, 3/9 (TTXVN) - Hồ xả nước.", "Hà Nội, 3/9 (TTXVN)"),
        ("Hà Nội, ngày 3 tháng 9 năm 2024 – Hồ xả nước.", "Hà Nội, ngày 3 tháng 9 năm 2024"),
        ("[Hà Nội, 3/9/2024] - Hồ xả nước.", "Hà Nội, 3/9/2024"),
        ("Lâm Đồng - Sáng 3/9, hồ xả nước.", "Lâm Đồng"),
        ("LÂM ĐỒNG - Hồ xả nước.", "LÂM ĐỒNG"),
        ("LÂM ĐỒNG Hồ xả nước.", "LÂM ĐỒNG"),
        ("(Hà Nội) - Sáng 3/9, hồ xả nước.", "Hà Nội"),
        ("TP HCMSáng 3/9, hồ xả nước.", "TP HCM"),
        ("Lâm ĐồngHồ xả nước.", "Lâm Đồng"),
        ("QK7 Online - Hồ xả nước.", "QK7 Online"),
        ("GARDEN GROVE, California (NV) – Hồ xả nước.", "GARDEN GROVE, California (NV)"),
    ],
)
def test_datelines(text: str, mark: str) -> None:
    found, rest = split_dateline(text)
    assert found == mark
    assert rest.lstrip("“")[:2] in ("Sá", "Hồ")
    assert text.endswith(rest)


@pytest.mark.parametrize(
    ("publication", "domain"),
    [("Báo Biên phòng", "bp.example"), ("Tạp chí điện tử Biên phòng", ""), ("", "bienphong.com.vn")],
)
def test_the_name_of_the_pages_own_outlet_without_its_kind(publication: str, domain: str) -> None:
    text = "Biên phòng - Sáng 3/9, hồ xả nước."
    assert split_dateline(text, publication=publication, domain=domain) == ("Biên phòng", "Sáng 3/9, hồ xả nước.")
    assert split_dateline(text, publication="Báo Nghề Xưa", domain="nghexua.vn")[0] is None
    assert split_dateline("GiadinhNet - Hồ xả nước.", domain="giadinh.net.vn") == ("GiadinhNet", "Hồ xả nước.")
    assert split_dateline("YBĐT - Hồ xả nước.", domain="baoyenbai.com.vn") == ("YBĐT", "Hồ xả nước.")
    assert split_dateline("(Nghề xưa) Hồ xả nước.", domain="nghexuanay.net.vn") == ("Nghề xưa", "Hồ xả nước.")
    assert split_dateline("Nghexua.vn. Hồ xả nước.", domain="nghexua.vn") == ("Nghexua.vn", "Hồ xả nước.")
    assert split_dateline("Khanh. Hồ xả nước.", domain="nghexua.vn")[0] is None
    assert split_dateline("NXNAY - Hồ xả nước.", domain="nghexuanay.net.vn")[0] == "NXNAY"
    assert split_dateline("(TCKT - 25/10/2023) - Hồ xả nước.") == ("TCKT - 25/10/2023", "Hồ xả nước.")
    assert split_dateline("NXĐT- Hồ xả nước.") == ("NXĐT", "Hồ xả nước.")
    assert split_dateline("BHXH- Hồ xả nước.")[0] is None
    assert split_dateline("NXMOI - Hồ xả nước.", domain="nghexuanay.net.vn")[0] is None
    assert split_dateline("(Nghề mới) Hồ xả nước.", domain="nghexuanay.net.vn")[0] is None
    assert split_dateline("UBĐT - Hồ xả nước.", domain="baoyenbai.com.vn")[0] is None
    assert split_dateline("TT - Hồ xả nước.", publication="tuoitre.com.vn", domain="tuoitre.com.vn")[0] == "TT"
    assert split_dateline("Biên phòng - lực lượng của núi.", publication=publication, domain=domain)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nội, ngày 3/9, hồ xả nước.",
        "Hà Nội, ngày 3/9 - ngày hồ xả nước.",
        "Điện Biên 7/5/1954 - Mốc son lịch sử",
        "Hà Nội - Hải Phòng là tuyến đường đông nhất.",
        "HÀ NỘI - Hải Phòng là tuyến đường đông nhất.",
        "LÂM ĐỒNG - HỒ XẢ NƯỚC",
        "TP.HCM - Thành phố đông dân nhất.",
        "Hà Nội - Thủ đô của cả nước - vào thu.",
        "Hà Nội: Sáng 3/9, hồ xả nước.",
        "Lâm Đồng đón mưa đầu mùa.",
        "WHO - Tổ chức Y tế Thế giới - khuyến cáo.",
        "USD - Đồng tiền mạnh nhất tuần.",
        "VFF - Liên đoàn Bóng đá Việt Nam - họp báo.",
        "GDP - thước đo quen thuộc - tăng chậm lại.",
        "Ông Khánh - giám đốc hợp tác xã - cho hay.",
        "TTXVN đưa tin hồ xả nước.",
        "SGGPO đưa tin hồ xả nước.",
        "(giao duc) Hồ xả nước.",
        "WHO Hồ xả nước.",
        "(Ảnh: Kiều Mộng Thu) - Sáng 3/9, hồ xả nước.",
        "(Ông Ba ở xóm Đình) - Sáng nay, hồ xả nước.",
        "(Tiếp theo kỳ trước) - Sáng 3/9, hồ xả nước.",
        "(3/9) - Sáng nay, hồ xả nước.",
        "(LĐXH) - và hồ xả nước.",
        "TT - Sáng 3/9, hồ xả nước.",
        "",
    ],
)
def test_an_ordinary_opening_is_no_dateline(text: str) -> None:
    assert split_dateline(text) == (None, text)


def test_an_outlets_own_mark_is_known_on_its_pages() -> None:
    assert split_dateline("TT - Hồ xả nước.", publication="Tuổi Trẻ") == ("TT", "Hồ xả nước.")
    assert split_dateline("NXO - Hồ xả nước.", publication="Nghề Xưa") == ("NXO", "Hồ xả nước.")
    assert split_dateline("NX&N - Hồ xả nước.", publication="Nghề Xưa và Nay") == ("NX&N", "Hồ xả nước.")
    assert split_dateline("Nghexua - Hồ xả nước.", domain="nghexua.vn") == ("Nghexua", "Hồ xả nước.")


def test_numbered_notes_under_a_rule_stand_after_the_sign_off() -> None:
    text = ["Từ đầu mùa khô, đội thủy nông của bản đã nạo vét xong ba cây số kênh.", "Đại tá LÊ MINH HÀ"]
    notes = ["_____________", "1 - Từ tháng 12 năm 2009, đội trực thuộc huyện.", "2 - Đoạt giải Ba năm 2015."]
    assert split_signoff([*text, *notes]) == ["body", "signoff", "body", "body", "body"]
    assert split_signoff([*text, "_____________", "Một đoạn nữa của bài, không phải chú thích."])[1] == "body"
