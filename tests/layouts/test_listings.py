"""Which pages are articles: sections, topics, fronts, searches and the like beside articles that look like them."""

from __future__ import annotations

import pytest

import crawler
from crawler.items import NotAnArticle
from crawler.layouts import Page, choose
from crawler.layouts.listings import is_front, is_listing, refusal

LEADS = [
    "Hơn hai trăm thanh niên của huyện đến dự ngày hội, tìm hiểu những nghề đang thiếu thợ và gặp các trường đang tuyển sinh.",
    "Ban tổ chức mời mười sáu trường nghề cùng chín doanh nghiệp, trong đó có ba nơi nhận học viên ngay khi các em còn đang học.",
    "Cuối ngày, bảy mươi tám em nộp hồ sơ, nhiều nhất là nghề điện lạnh, nấu ăn, may mặc và chăm sóc người cao tuổi tại nhà.",
    "Năm tới ngày hội sẽ về thêm bốn xã ven sông, nơi nhiều em nghỉ học sớm để theo ghe của gia đình đi làm ăn xa.",
]
NAMES = ["Ngày hội chọn nghề ở huyện", "Mười sáu trường về làng", "Bảy mươi tám bộ hồ sơ", "Về thêm bốn xã ven sông"]
BODY = "".join(f"<p>{lead}</p>" for lead in LEADS)
TYPED = "<meta property=og:type content=article>"
SITE = "<meta property=og:type content=website>"
DATED = "<meta property='article:published_time' content='2024-05-06T07:08:09+07:00'>"
SECTION = "https://bao.example/viec-lam.html"
ARTICLE = "https://bao.example/ngay-hoi-chon-nghe-o-huyen-123456.html"


def read(body: str, head: str, url: str | None) -> str | None:
    page = Page.from_html(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return refusal(page)


def teasers(form: str) -> str:
    return "".join(
        form.format(url=f"/bai-{n}-12340{n}.html", name=name, lead=lead, day=f"1{n}/06/2024")
        for n, (name, lead) in enumerate(zip(NAMES, LEADS, strict=True))
    )


TEASERS = [
    "<div class=item><h3><a href={url}>{name}</a></h3><span>{day}</span><p>{lead}</p></div>",
    "<li><a href={url}><img src=/{name}.jpg></a><a href={url} class=tit>{name}</a><div class=sapo>{lead}</div></li>",
    "<article><a class=thumb href={url}><img src=a.jpg></a><div><h2><a href={url}>{name}</a></h2><p>{lead}</p></div></article>",
    "<a href={url}><h3>{name}</h3><p>{lead}</p></a>",
    "<div><p class=sapo>{lead}</p><h3><a href={url}>{name}</a></h3></div>",
    "<tr><td><a href={url}>{name}</a><br><div>{lead} <a href={url}>Xem tiếp</a></div></td></tr>",
    "<table><tr><td><img src=a.jpg></td><td><a href={url}>{name}</a> <i>({day})</i><br>{lead}</td></tr></table>",
    "<div><time datetime=2024-06-01>{day}</time><h4><a href={url}>{name}</a></h4><div>{lead}</div></div>",
]


@pytest.mark.parametrize("form", TEASERS)
@pytest.mark.parametrize("head", [TYPED, SITE, ""], ids=["typed as article", "typed as site", "no metadata"])
@pytest.mark.parametrize("url", [SECTION, "https://bao.example/viec-lam/", None])
def test_a_list_of_teasers_is_no_article(form: str, head: str, url: str | None) -> None:
    body = f"<h1>Việc làm và học nghề</h1><p>12/06/2024</p><div class=list>{teasers(form)}</div>"
    assert read(body, f"<title>Việc làm và học nghề - Báo Mẫu</title>{head}", url) is not None


def test_one_teaser_whose_headline_is_the_pages_only_h1_is_no_article() -> None:
    first = f"<div class=focus><h1><a href=/bai-1-123401.html>{NAMES[0]}</a></h1><p>{LEADS[0] + LEADS[1]}</p></div>"
    rest = "".join(f"<li><a href=/{n}-12345{n}.html>{name}</a></li>" for n, name in enumerate(NAMES * 4))
    assert read(f"{first}<ul>{rest}</ul>", TYPED, None) is not None


def test_what_a_section_says_of_itself_under_its_articles_is_no_article() -> None:
    links = "".join(f"<li><a href=/{n}-12345{n}.html>{name} hôm nay</a></li>" for n, name in enumerate(NAMES * 4))
    body = f"<div><h1>Việc làm và học nghề</h1><ul>{links}</ul><div class=gioi-thieu>{BODY}</div></div>"
    assert read(body, f"<title>Việc làm và học nghề</title>{TYPED}", SECTION) == "listing"


@pytest.mark.parametrize("kind", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
def test_what_json_ld_calls_a_list_is_one(kind: str) -> None:
    head = f'{TYPED}<script type="application/ld+json">{{"@type": "{kind}"}}</script>'
    assert read(f"<div><h1>{NAMES[0]}</h1><p>12/06/2024</p><div>{BODY}</div></div>", head, SECTION) == "listing"


def test_several_articles_in_json_ld_are_a_list() -> None:
    parts = ", ".join(f'{{"@type": "NewsArticle", "headline": "{n}", "datePublished": "2024-01-01"}}' for n in NAMES)
    head = f'<script type="application/ld+json">[{parts}]</script>'
    assert read(f"<h1>Việc làm và học nghề</h1><div>{teasers(TEASERS[0])}</div>", head, SECTION) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.example/tag/hoc-nghe-12345.html",
        "https://bao.example/tac-gia/le-van-mau-98765.html",
        "https://bao.example/viec-lam/trang-2.html",
        "https://bao.example/viec-lam/page/3/",
        "https://bao.example/viec-lam/p4",
        "https://bao.example/tim-kiem?q=nghe",
        "https://bao.example/?s=nghe",
        "https://bao.example/chu-de/tuyen-sinh",
        "https://bao.example/chuyen-muc/viec-lam",
        "https://bao.example/category/viec-lam/",
    ],
)
def test_addresses_of_lists(url: str) -> None:
    assert is_listing(url)
    body = f"<div><h1>{NAMES[0]}</h1><p>12/06/2024</p><div>{BODY}</div></div>"
    assert read(body, TYPED, url) == "listing"
    always = "/tim-kiem?" in url
    assert read(body, TYPED + DATED, url) == ("listing" if always else None), "metadata are believed elsewhere"


@pytest.mark.parametrize(
    "url",
    [
        ARTICLE,
        "https://bao.example/su-kien/chot-lich-nghi-tet-677792.htm",
        "https://bao.example/viec-lam/ngay-hoi-chon-nghe",
        "https://bao.example/category/viec-lam/ngay-hoi-chon-nghe-123456.html",
        "https://bao.example/phong-su/nguoi-viet-trang-2-dung-lai-cau.html",
        "https://bao.example/?p=123",
        "https://truong.example/Default.aspx?page=newsdetail&newsid=3127",
    ],
)
def test_addresses_of_articles(url: str) -> None:
    assert not is_listing(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.example",
        "https://bao.example/",
        "https://bao.example/index.html",
        "https://bao.example/trang-chu",
        "https://bao.example/trang-chu.html",
        "https://bao.example/vi/",
        "https://bao.example/Default.aspx",
        "https://bao.example/home",
    ],
)
def test_fronts(url: str) -> None:
    assert is_front(url)


@pytest.mark.parametrize(
    "url",
    [ARTICLE, "https://bao.example/?p=12", "https://bao.example/default.aspx?id=7", "/", "https://bao.example/tin"],
)
def test_no_fronts(url: str) -> None:
    assert not is_front(url)


def test_a_page_that_calls_itself_the_front_is_no_article() -> None:
    body = f"<div><h1>{NAMES[0]}</h1><p>12/06/2024</p><div>{BODY}</div></div>"
    front = "<link rel=canonical href='https://bao.example/'>"
    assert read(body, front, ARTICLE) == "front-page"
    assert read(body, front + TYPED, ARTICLE) is None  # a careless template
    assert read(body, front + DATED, ARTICLE) is None
    stated = "<meta property=og:url content='https://bao.example/'>"
    assert read(body, f"{stated}<title>Báo Mẫu</title>", ARTICLE) == "front-page"
    assert read(body, f"{stated}<title>Báo Mẫu | {NAMES[0]}</title>", ARTICLE) is None  # so does its template
    other = f"<meta property=og:url content='{ARTICLE}'><title>{NAMES[0]}</title>"
    assert read(body, front + other, ARTICLE) is None, "og:url states the page's own address"
    assert read(body, front + stated + f"<title>{NAMES[0]}</title>", ARTICLE) == "front-page"
    article = crawler.extract(f"<head>{front}{TYPED}</head><title>{NAMES[0]}</title>{body}", ARTICLE)
    assert article.url == ARTICLE


# --- articles that look like something else -------------------------------------------------------------------------


FIGURES = "".join(f"<figure><img src={n}.jpg><figcaption>{lead}</figcaption></figure>" for n, lead in enumerate(LEADS))
TABLES = "".join(
    f"<table><tr><td><img src={n}.jpg></td></tr><tr><td>{lead}</td></tr></table>" for n, lead in enumerate(LEADS)
)
DAY = "<p>12/06/2024</p>"
BELOW_THE_HEADLINE = {
    "a date": (f"{DAY}<div>{BODY}</div>", ""),
    "og:type": (f"<div>{BODY}</div>", TYPED),
    "the description, printed as lead": (
        f"<h2 class=lead>{LEADS[0]}</h2><div>{BODY}</div>",
        f"<meta name=description content='{LEADS[0]}'>",
    ),
    "a time element": (f"<time datetime=2024-06-12>hôm nọ</time><div>{BODY}</div>", ""),
    "one paragraph and a date": (f"{DAY}<div><p>{LEADS[0]}</p></div>", ""),
    "one paragraph, dated by metadata": (f"<div><p>{LEADS[0]}</p></div>", DATED),
    "teasers after the body": (f"{DAY}<div>{BODY}</div><div class=other>{teasers(TEASERS[0])}</div>", ""),
    "a round-up, dated by metadata": (f"<div class=body>{teasers(TEASERS[0])}</div>", DATED),
    "pictures in figures": (f"{DAY}<div>{FIGURES}</div>", ""),
    "pictures in tables": (f"{DAY}<div>{TABLES}</div>", ""),
}


@pytest.mark.parametrize("headline", [NAMES[0], f"<a href={ARTICLE}>{NAMES[0]}</a>"], ids=["plain", "links to itself"])
@pytest.mark.parametrize("case", BELOW_THE_HEADLINE)
def test_articles(case: str, headline: str) -> None:
    below, head = BELOW_THE_HEADLINE[case]
    body = f"<div><h1>{headline}</h1>{below}</div>"
    assert read(body, f"<title>{NAMES[0]} - Báo Mẫu</title>{head}", ARTICLE) is None


def test_without_date_and_metadata_the_address_of_an_article_and_its_headline_in_the_window_are_enough() -> None:
    body = f"<div><h1>{NAMES[0]}</h1><div>{BODY}</div></div>"
    confirmed = f"<title>{NAMES[0]} - Báo Mẫu</title>"
    assert read(body, confirmed, ARTICLE) is None
    assert read(body, confirmed, "https://bao.example/ngay-hoi") == "no-sign-of-an-article"
    assert read(body, "<title>Báo Mẫu</title>", ARTICLE) == "no-sign-of-an-article"


@pytest.mark.parametrize(
    ("end", "after", "reason"),
    [
        ("<p style='text-align:right'>Tin, ảnh: Mạc Thị Thơi</p>", "", None),
        ("<p style='text-align:right'><b>Mạc Thơi</b></p>", "", None),
        ("", "<div><h3>Các tin khác</h3><ul><li><a href=/a>Bến đò mở lại</a></li></ul></div>", None),
        ("", "<table><tr><td>TIN ĐÃ ĐƯA</td></tr></table>", None),
        ("<div><p>Tin đã đưa</p></div>", "", None),
        ("", "<div><h3>Tin mới nhất</h3></div>", "no-sign-of-an-article"),
        ("<p>Địa chỉ: số 1, phố Mẫu</p>", "", "no-sign-of-an-article"),
        ("", "", "no-sign-of-an-article"),
    ],
)
def test_a_long_text_without_a_date_that_is_signed_or_stands_over_others_of_its_section(
    end: str, after: str, reason: str | None
) -> None:
    text = f"<div><h1>{NAMES[0]}</h1><div>{BODY * 2}{end}</div></div>{after}"
    assert read(text, "<title>Trang chủ</title>", "https://phong.example/ngay-hoi") == reason
    short = f"<div><h1>{NAMES[0]}</h1><div><p>{LEADS[0]}</p><p>{LEADS[1]}</p>{end}</div></div>{after}"
    assert read(short, "<title>Trang chủ</title>", "https://phong.example/ngay-hoi") == "no-sign-of-an-article"


def test_a_long_text_without_a_date_whose_address_spells_its_headline() -> None:
    name = "Thành lập liên hiệp hợp tác xã thêu móc Bãi Ngang"
    text = f"<div><h1>{name}</h1><div>{BODY * 2}</div></div>"
    slug = "thanh-lap-lien-hiep-hop-tac-xa-theu-moc-bai-ngang"
    window = "<title>Trang chủ</title>"
    assert read(text, window, f"https://phong.example/tin/{slug}") is None
    assert read(text, window, f"https://phong.example/tin/{slug[5:]}") == "no-sign-of-an-article"
    assert read(text.replace(name, "Bộ máy của hội"), window, "https://phong.example/bo-may-cua-hoi") is not None


def test_a_photo_storys_captions_are_read() -> None:
    page = Page.from_html(f"<div><h1>{NAMES[0]}</h1>{DAY}<div>{FIGURES}</div></div>", ARTICLE)
    assert [image.caption for image in choose(page).read(page).images] == LEADS


def test_the_side_column_is_no_body_where_the_article_has_none() -> None:
    page = Page.from_html(
        f"<div><h1>{NAMES[0]}</h1>{DAY}<div><video src=a.mp4></video></div></div><aside>{teasers(TEASERS[0])}</aside>",
        ARTICLE,
    )
    with pytest.raises(NotAnArticle):
        choose(page).read(page)


@pytest.mark.parametrize(
    "name",
    [
        *("Liên hệ", "Giới thiệu - Liên hệ quảng cáo", "Điều khoản sử dụng", "Giới thiệu chung", "Cơ cấu tổ chức"),
        *("Chức năng, nhiệm vụ", "Chức năng - nhiệm vụ và quyền hạn", "Lịch sử hình thành và phát triển"),
    ],
)
def test_pages_that_are_there_once_and_for_all_by_what_they_are_called(name: str) -> None:
    body = f"<h2>{name}</h2><p>Cập nhật: 01/10/2014</p><div>{BODY}</div>"
    assert read(body, f"<title>{name} - Báo Mẫu</title>", None) == "no-sign-of-an-article"
    assert read(body, f"<title>{name} - Báo Mẫu</title>{DATED}", None) == "no-sign-of-an-article"
    longer = f"{name} ở vùng cao"
    assert read(body.replace(name, longer), f"<title>{longer} - Báo Mẫu</title>", None) is None


def test_a_film_with_a_lead_only_is_no_article() -> None:
    lead = f"<div class=chappeau><p>{LEADS[0]}</p></div>"
    head = f"<title>{NAMES[0]}</title>{DATED}"
    assert read(f"<h1>{NAMES[0]}</h1><video src=/a.mp4></video>{lead}", head, ARTICLE) == "no-body"
    assert read(f"<h1>{NAMES[0]}</h1>{lead}", head, ARTICLE) is None


def test_a_list_of_wordpress_is_none_by_the_class_of_its_body() -> None:
    def refused(classes: str) -> str | None:
        head = f"<head><title>Nhà ở nông thôn hôm nay</title>{TYPED}</head>"
        body = f"<body class='{classes}'><div><h1>Nhà ở nông thôn hôm nay</h1><div>{BODY}</div></div></body>"
        return refusal(Page.from_html(f"<html>{head}{body}</html>", ARTICLE))

    assert refused("archive category") == "listing"
    assert refused("single single-post archive") is None


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://bao.example/author/le-van-mau-214.author", NAMES[0]),
        ("https://bao.example/sitemap/2023/11/7", NAMES[0]),
        ("https://bao.example/rss", NAMES[0]),
        (ARTICLE, "Bảng giá quảng cáo 2024"),
        (ARTICLE, "Lịch công tác tuần 20 năm 2024 của lãnh đạo huyện"),
        (ARTICLE, "Thăm dò ý kiến"),
    ],
)
def test_what_address_or_headline_call_something_else_is_no_article_in_any_layout(url: str, title: str) -> None:
    dated = "<span class=date>12/06/2024, 10:30</span>"
    families = f"<h1 class=title-detail>{title}</h1>{dated}<article class=fck_detail>{BODY}</article>"
    assert choose(Page.from_html(families, url)).name != "generic"
    for body in (families, f"<div><h1>{title}</h1><p>12/06/2024</p><div>{BODY}</div></div>"):
        with pytest.raises(NotAnArticle):
            crawler.extract(f"<html><head>{TYPED}{DATED}</head><body>{body}</body></html>", url)
    assert crawler.extract(
        f"<html><head>{TYPED}{DATED}</head><body>{families}</body></html>".replace(
            title, "Lịch làm việc Tết của ngân hàng"
        ),
        ARTICLE,
    )


@pytest.mark.parametrize(
    "described",
    [
        "<meta property=og:type content=product>",
        '<script type=\'application/ld+json\'>{"@type": "Product", "name": "Nồi"}</script>',
    ],
)
def test_what_is_for_sale_is_no_article(described: str) -> None:
    body = f"<div><h1>{NAMES[0]}</h1><p>12/06/2024</p><div>{BODY}</div></div>"
    assert read(body, DATED + described, ARTICLE) == "no-sign-of-an-article"
    stated = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2024-05-06"}</script>'
    assert read(body, described + stated, ARTICLE) is None


def test_documents_and_procedures_are_no_news_though_they_print_a_day() -> None:
    body = f"<div><h1>{NAMES[0]}</h1><p>12/06/2024</p><div>{BODY}</div></div>"
    assert read(body, TYPED, "https://so.example/vi/laws/detail/ke-hoach-588/") == "no-sign-of-an-article"
    assert read(body, TYPED, "https://so.example/thu-tuc/1.004253.html") == "no-sign-of-an-article"
    assert read(body, TYPED, "https://so.example/tin-tuc/van-ban-moi-588.html") is None


def test_a_section_whose_first_headline_leads_elsewhere_is_none_though_metadata_date_it() -> None:
    body = f"<div><h1><a href=/bai-123450.html>{NAMES[0]}</a></h1><p>12/06/2024</p><div>{BODY}</div></div>"
    assert read(body, DATED + TYPED, "https://bao.example/viec-lam/") == "listing"


PARAGRAPHS = "".join(
    f"<p>Câu thứ {n} của trang này dài vừa đủ để được coi là một đoạn văn của bài.</p>" for n in range(8)
)


@pytest.mark.parametrize("described", ["Quiz", "SportsEvent", "JobPosting", "Legislation"])
def test_what_json_ld_calls_something_else_is_no_article(described: str) -> None:
    for types in ([described], [described, "NewsArticle"]):
        ld = ",".join(f'{{"@type":"{kind}","name":"Cầu tre Bãi Ngang nối hai bờ sông"}}' for kind in types)
        html = (
            f"<head><meta property=og:type content=article><script type='application/ld+json'>[{ld}]</script></head>"
            f"<div><h1>Cầu tre Bãi Ngang nối hai bờ sông</h1><p>12/06/2022 10:30</p><div class=c>{PARAGRAPHS}</div></div>"
        )
        page = Page.from_html(html, "https://bao.example/cau-tre-bai-ngang-123456.html")
        assert refusal(page) == ("no-sign-of-an-article" if types == [described] else None)


def test_a_list_of_things_on_a_page_that_calls_itself_no_article() -> None:
    for kind, reason in (("website", "no-sign-of-an-article"), ("article", None)):
        html = (
            f'<head><meta property=og:type content={kind}><script type=\'application/ld+json\'>{{"@type":"ItemList"}}</script>'
            f"</head><div><h1>Cầu tre Bãi Ngang nối hai bờ sông</h1><p>12/06/2022 10:30</p><div class=c>{PARAGRAPHS}</div></div>"
        )
        assert refusal(Page.from_html(html, "https://bao.example/cau-tre-bai-ngang-123456.html")) == reason


@pytest.mark.parametrize(("body", "reason"), [("single-product postid-8", True), ("single-post postid-8", False)])
def test_a_product_of_woocommerce_is_no_article(body: str, reason: bool) -> None:
    html = (
        '<head><meta property=og:type content=article><script type=\'application/ld+json\'>{"@type":"Product"}</script></head>'
        f"<body class='{body}'><h1 class='product_title entry-title'>Trà sen Bãi Ngang hộp một trăm gam</h1>"
        f"<time class=entry-date datetime=2025-03-11T09:00:00+07:00>11/03/2025</time><div class=entry-content>{PARAGRAPHS}</div>"
    )
    page = Page.from_html(html, "https://bao.example/san-pham/tra-sen/")
    assert (choose(page).name == "wordpress") != reason
    if reason:
        with pytest.raises(NotAnArticle):
            crawler.extract(html, "https://bao.example/san-pham/tra-sen/")


TABLES = (
    "Thời tiết Vĩnh Mẫu",
    "XSMB - Kết quả xổ số miền Bắc hôm nay",
    "Lịch thi đấu V-League 2025/26",
    "Bảng giá xăng dầu",
)


@pytest.mark.parametrize(
    "name", [*TABLES, "12/2025/QĐ-UBND", "Xem theo ngày: 12/03/2026", "DANH BẠ CÁN BỘ, CÔNG CHỨC XÃ MẪU"]
)
def test_tables_of_the_day_and_documents_by_what_they_are_called(name: str) -> None:
    assert read(f"<h1>{name}</h1>{DAY}<div>{BODY}</div>", DATED, None) == "no-sign-of-an-article"
    assert read(f"<h1>{name}: người dân nói gì?</h1>{DAY}<div>{BODY}</div>", DATED, None) is None


@pytest.mark.parametrize("name", TABLES)
def test_an_article_that_is_called_like_a_table_of_the_day(name: str) -> None:
    assert read(f"<h1>{name}</h1>{DAY}<div>{BODY * 4}</div>", DATED, None) is None


@pytest.mark.parametrize("name", ["Bài viết không còn tồn tại", "Object Moved"])
def test_what_servers_say_of_an_article_that_is_gone(name: str) -> None:
    assert read(f"<h1>{name}</h1>{DAY}<div>{BODY}</div>", DATED, None) == "soft-404"
