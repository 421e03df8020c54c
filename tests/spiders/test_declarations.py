"""Every declaration: its form, and that its pattern tells articles from other pages of its site."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

import crawler.spiders
from crawler.publications import Declaration, Sections, declarations
from crawler.urls import bare_host

FILES = sorted(p for p in Path(crawler.spiders.__path__[0]).glob("*.py") if p.stem not in ("__init__", "site"))

# One line an address: publication, path, and the id it carries; `-` for an article without an id, `no` for no article.
# The forms are the publications' own, the slugs are invented.
ADDRESSES = """
anninhthudo           /cong-an-phuong-ra-quan-dip-cuoi-nam-post612345.antd                       612345
anninhthudo           /phap-luat/                                                                no
baobackan             /ban-vung-cao-co-dien-luoi-post54321.html                                  54321
baobackan             /chu-de/nong-thon-moi-125.html                                             no
baochinhphu           /quy-dinh-moi-ve-ho-tro-nha-o-102260228093004191.htm                       102260228093004191
baochinhphu           /chu-de/chong-khai-thac-hai-san-bat-hop-phap-268.htm                       no
baochinhphu           /chinh-tri/to-chuc-nhan-su.htm                                             no
baodanang             /cau-moi-qua-song-han-thong-xe-3354433.html                                3354433
baodanang             /xa-hoi/202101/cau-moi-qua-song-han-thong-xe-3875737/                      3875737
baodanang             /kinh-te                                                                   no
baodantoc             /lop-hoc-chu-thai-o-ban-xa-1684588704325.htm                               1684588704325
baodantoc             /dan-toc-ton-giao.htm                                                      no
baodautu              /khu-cong-nghiep-moi-don-nha-may-dau-tien-d538952.html                     538952
baodautu              /dau-tu-tai-chinh-d6/                                                      no
baodautu              /multimedia.html                                                           no
baodongnai            /xa-hoi/202504/cho-noi-tan-an-vao-mua-ea65435/                             ea65435
baodongnai            /xa-hoi/202504/cho-noi-tan-an-vao-mua-ea65435                              ea65435
baodongnai            /trang-dia-phuong/                                                         no
baogialai             /mua-ca-phe-chin-som-o-chu-pah-post596298.html                             596298
baogialai             /gia-ca-phe-hom-nay                                                        no
baohaiphong           /cang-lach-huyen-don-chuyen-tau-lon-541045.html                            541045
baohaiphong           /phap-luat/tin-tuc                                                         no
baohatinh             /ngu-dan-cua-sot-duoc-mua-ruoc-post274765.html                             274765
baohatinh             /cong-cu/diem-chuan/truong-dai-hoc-ha-tinh                                 no
baolaocai             /mua-le-vang-tren-cao-nguyen-post900028.html                               900028
baolaocai             /kinh-te/                                                                  no
baonghean             /nguoi-dan-ky-son-trong-gung-10264904.html                                 10264904
baonghean             /nguoi-dan-ky-son-trong-gung-post116331.html                               116331
baonghean             /gia-vang-hom-nay                                                          no
baophapluat           /luat-su-tre-va-nhung-vu-an-dau-tay-post528437.html                        528437
baophapluat           /luat-su-tre-va-nhung-vu-an-dau-tay.html                                   -
baophapluat           /tu-phap/                                                                  no
baoquangninh          /than-ve-cang-cam-pha-nhieu-hon-3314842.html                               3314842
baoquangninh          /quoc-te                                                                   no
baoquocte             /hoi-nghi-khu-vuc-ban-ve-nguon-nuoc-261234.html                            261234
baoquocte             /the-gioi                                                                  no
baothainguyen         /the-thao/202605/doi-bong-nu-tap-trung-tro-lai-f362256/                    f362256
baothainguyen         /thoi-su-thai-nguyen/                                                      no
baothanhhoa           /lang-nghe-chieu-coi-nga-son-len-san-265228.htm                            265228
baothanhhoa           /thi-truong/lang-nghe-chieu-coi-nga-son/148739.htm                         148739
baothanhhoa           /phap-luat                                                                 no
baotintuc             /the-gioi/hai-nuoc-noi-lai-duong-bay-20260716171712046.htm                 20260716171712046
baotintuc             /thoi-su-472ct0.htm                                                        no
baotintuc             /thoi-su-472ct0/trang-2.htm                                                no
baovanhoa             /du-lich/mua-sen-tren-pha-tam-giang-229729.html                            229729
baovanhoa             /du-lich/page2                                                             no
baovephapluat         /kinh-te/do-thi-xay-dung/chung-cu-cu-cho-sua-chua-178112.html              178112
baovephapluat         /kiem-sat-24h                                                              no
baoxaydung            /ham-chui-nut-giao-phia-nam-thong-xe-192261007094213023.htm                192261007094213023
baoxaydung            /giao-thong.htm                                                            no
bnews                 /gia-lua-he-thu-nhich-len/432562.html                                      432562
bnews                 /chung-khoan.html                                                          no
cafebiz               /quan-pho-ba-doi-doi-cach-ban-176260307071033787.chn                       176260307071033787
cafebiz               /cau-chuyen-kinh-doanh.chn                                                 no
cafef                 /doanh-nghiep-thep-noi-ve-don-hang-188260307071033787.chn                  188260307071033787
cafef                 /thi-truong-chung-khoan.chn                                                no
cafef                 /su-kien/chung-khoan-25-nam-993.chn                                        no
cand                  /Tieu-diem-van-hoa/ben-do-cu-tren-song-vam-co-i509576/                     509576
cand                  /thoi-su/page-2/                                                           no
congluan              /toa-soan-nho-lam-bao-hinh-post287654.html                                 287654
congluan              /truyen-thong-the-gioi.html                                                no
congthuong            /det-may-tim-duong-vao-thi-truong-moi-386171.html                          386171
congthuong            /nang-luong                                                                no
daidoanket            /khu-dan-cu-doi-rac-lay-qua-10356591.html                                  10356591
daidoanket            /khu-dan-cu-doi-rac-lay-qua-tang.html                                      -
daidoanket            /chinh-tri                                                                 no
dantri                /xa-hoi/xom-ghe-ven-song-don-tet-20221224204141057.htm                     20221224204141057
dantri                /su-kien/lich-thi-tuyen-sinh-nam-hoc-moi-677792.htm                        677792
dantri                /tac-gia/tran-binh-minh-3617.htm                                           no
dantri                /the-thao/bong-da.htm                                                      no
danviet               /nuoi-oc-huong-tren-bai-cat-d1420317.html                                  1420317
danviet               /nuoi-oc-huong-tren-bai-cat-20200703152924535.htm                          20200703152924535
danviet               /nha-nong/                                                                 no
doisongphapluat       /canh-bao-tin-nhan-gia-danh-buu-dien-a670189.html                          670189
doisongphapluat       /y-te-167.html                                                             no
genk                  /dien-thoai-gap-re-hon-mot-nua-165260716163514059.chn                      165260716163514059
genk                  /internet/tim-kiem-bang-giong-noi-2012122104231130.chn                     2012122104231130
genk                  /tra-da-cong-nghe.chn                                                      no
giaoducthoidai        /lop-ghep-noi-dau-nguon-song-ma-post766738.html                            766738
giaoducthoidai        /giao-duc/lop-ghep-noi-dau-nguon-song-ma-3997074-v.html                    3997074
giaoducthoidai        /chu-de/day-hoc-lich-su-125.html                                           no
hanoimoi              /pho-sach-mo-cua-ca-ngay-chu-nhat-651198.html                              651198
hanoimoi              /quy-hoach-xay-dung                                                        no
hochiminhcity         /vi/web/hcm/w/tuyen-metro-thu-hai-khoi-cong                               -
hochiminhcity         /tin-tuc                                                                   no
kenh14                /ban-nhac-hoc-duong-ra-dia-dau-tay-20220823105143161.chn                   20220823105143161
kenh14                /ban-nhac-hoc-duong-ra-dia-dau-tay-2022082311585874.chn                    2022082311585874
kenh14                /nhom-chu-de/emagazine.chn                                                 no
khuyennongvn          /khoa-hoc-cong-nghe/khcn-trong-nuoc/trong-nam-rom-trong-nha-3430.html      3430
khuyennongvn          /thu-vien-khuyen-nong/thu-vien-sach-kn                                     no
kinhtedothi           /cho-dan-sinh-duoc-cai-tao-trong-quy-nay.html                              -
kinhtedothi           /cho-dan-sinh-duoc-cai-tao-trong-nam-2022.html                             -
kinhtedothi           /cho-dan-sinh-duoc-cai-tao.849123.html                                     849123
kinhtedothi           /cho-dan-sinh-duoc-cai-tao-401234.html                                     401234
kinhtedothi           /doanh-nghiep/khoi-nghiep                                                  no
laodong               /xa-hoi/khu-tro-cong-nhan-co-thu-vien-825152.ldo                           825152
laodong               /tags/lua-dao-81236.ldo                                                    no
laodong               /thoi-su                                                                   no
laodongcongdoan       /bua-com-cong-doan-o-khu-che-xuat-101234.html                              101234
laodongcongdoan       /cong-doan                                                                 no
laodongthudo          /xe-buyt-don-cong-nhan-tan-ca-184703.html                                  184703
laodongthudo          /viec-lam                                                                  no
laodongxahoi          /lop-hoc-nghe-tren-ban-1308614.html                                        1308614
laodongxahoi          /an-sinh-xa-hoi/page/2                                                     no
moh                   /tin-noi-bat/-/asset_publisher/3Yst7YhbkA5j/content/tram-y-te-xa-bien-gioi -
moh                   /tin-tong-hop                                                              no
nguoiduatin           /vu-kien-doi-nha-keo-dai-muoi-nam-204250821122019654.htm                   204250821122019654
nguoiduatin           /vu-kien-doi-nha-keo-dai-muoi-nam-a612345.html                             612345
nguoiduatin           /kinh-te.htm                                                               no
nhandan               /giu-rung-o-thuong-nguon-post976641.html                                   976641
nhandan               /chinhtri/                                                                 no
nld                   /nguoi-giu-lua-san-khau-cai-luong-196250725113547841.htm                   196250725113547841
nld                   /lao-dong/trang-2.htm                                                      no
nongnghiepmoitruong   /vung-tom-doi-cach-nuoi-d750489.html                                       750489
nongnghiepmoitruong   /thuy-san-tag82120/                                                        no
phunuonline           /me-gui-con-lop-hoc-dem-a1461576.html                                      1461576
phunuonline           /thoi-su/?paged=2                                                          no
phunuvietnam          /to-det-cua-cac-chi-o-ban-lac-20240628090024853.htm                        20240628090024853
phunuvietnam          /chinh-tri-xa-hoi.htm                                                      no
plo                   /toa-tuyen-huy-quyet-dinh-thu-hoi-dat-post741566.html                      741566
plo                   /kinh-te/tai-chinh-ngan-hang/                                              no
qdnd                  /chinh-tri/tin-tuc/don-vi-bien-phong-don-quan-323302                       323302
qdnd                  /phong-chong-dien-bien-hoa-binh?trang=2                                    no
quanlynhanuoc         /2024/08/01/phan-cap-trong-quan-ly-do-thi/                                 -
quanlynhanuoc         /nghien-cuu-trao-doi/page/2/                                               no
sggp                  /ben-xe-mien-dong-them-chuyen-post773566.html                              773566
sggp                  /khoahoc_congnghe/                                                         no
soha                  /xe-tai-mac-ket-duoi-gam-cau-198260720023243246.htm                        198260720023243246
soha                  /thoi-su-xa-hoi.htm                                                        no
sotttthanoi           /vi/tin-tuc-su-kien/-/view_content/693156-tap-huan-bao-mat.html            693156
sotttthanoi           /vi/tin-tuc-su-kien                                                        no
suckhoedoisong        /an-uong-the-nao-khi-troi-ret-169260307071033787.htm                       169260307071033787
suckhoedoisong        /y-te.htm                                                                  no
tapchicongsan         /web/guest/kinh-te/-/2018/826621/view_content                              826621
tapchicongsan         /web/guest/tin-tieu-diem                                                   no
tapchicongthuong      /logistics-xanh-va-bai-toan-chi-phi-218800.htm                             218800
tapchicongthuong      /cong-nghe                                                                 no
tapchilaodongxahoi    /day-nghe-cho-lao-dong-nong-thon-1340123.html                              1340123
tapchilaodongxahoi    /tre-em/page/3                                                             no
tcnn                  /news/detail/63198/Vi-tri-viec-lam-o-cap-xa.html                           63198
tcnn                  /news/category/12                                                          no
thanhnien             /ky-tuc-xa-them-phong-doc-sach-185260112084502674.htm                      185260112084502674
thanhnien             /ky-tuc-xa-them-phong-doc-sach-post1420123.html                            1420123
thanhnien             /kinh-te/tai-chinh-ngan-hang.htm                                           no
thesaigontimes        /startup-nong-nghiep-ke-chuyen-goi-von/                                    -
thesaigontimes        /tai-chinh-ngan-hang/ngan-hang/                                            no
thesaigontimes        /tag/livestream/                                                           no
thethaovanhoa         /doi-tuyen-dua-thuyen-tap-o-ho-20240628090024853.htm                       20240628090024853
thethaovanhoa         /bong-da-anh.htm                                                           no
thoibaotaichinhvietnam /kho-bac-so-hoa-ho-so-chi-201432.html                                     201432
thoibaotaichinhvietnam /thue-hai-quan                                                            no
thuonghieuvaphapluat  /hang-gia-tren-cho-mang-d75269.html                                        75269
thuonghieuvaphapluat  /dien-dan-thuong-hieu/p2                                                   no
tienphong             /doan-vien-ban-cao-trong-rung-post1874068.tpo                              1874068
tienphong             /kinh-te/                                                                  no
tuoitre               /xe-buyt-dien-chay-tuyen-moi-100260307080054340.htm                        100260307080054340
tuoitre               /xe-buyt-dien-chay-tuyen-moi-20230507083012345.htm                         20230507083012345
tuoitre               /tin/chinh-tri-xa-hoi/20150323/trong-lai-hang-cay/724115.html              724115
tuoitre               /thoi-su/trang-2.htm                                                       no
tuoitre               /chu-de/ky-niem-50-nam-1234.htm                                            no
tuyengiaophuyen       /tin-tuc/hoat-dong/hoi-nghi-bao-cao-vien-thang-sau-1234.html               1234
tuyengiaophuyen       /tin-tuc/page-2/                                                           no
vietnamnet            /lang-chai-thanh-diem-den-2154981.html                                     2154981
vietnamnet            /thoi-su-page1                                                             no
vietnamnet            /giao-duc/tuyen-sinh                                                       no
vietnamplus           /dan-voi-nha-ve-rung-duoc-cuu-post1125344.vnp                              1125344
vietnamplus           /chinhtri/                                                                 no
vneconomy             /von-tu-nhan-vao-ha-tang-cang.htm                                          -
vneconomy             /kinh-te-so.htm                                                            no
vnexpress             /ca-nuoc-se-co-mua-dong-trong-tuan-5047363.html                            5047363
vnexpress             /thoi-su/ca-nuoc-se-co-mua-dong-3882669.html                               3882669
vnexpress             /topic/xung-dot-trung-dong-28710                                           no
vnexpress             /kinh-doanh-p2                                                             no
vov                   /the-thao/vong-loai-khep-lai-voi-ba-suat-post1315698.vov                   1315698
vov                   /chinh-tri?page=1                                                          no
vtv                   /duong-len-ban-da-do-be-tong-100260717183037249.htm                        100260717183037249
vtv                   /thi-cu.html                                                               no
vtv                   /phap-luat.htm                                                             no
xaydungchinhsach      /muc-ho-tro-moi-cho-ho-can-ngheo-119260703184319255.htm                    119260703184319255
xaydungchinhsach      /chinh-sach-moi.htm                                                        no
yenthanh              /tin-tuc-su-kien/xa-ve-dich-nong-thon-moi-933574                           933574
yenthanh              /tin-tuc-su-kien                                                           no
yeutretho             /day-con-noi-loi-cam-on-d51234.html                                        51234
yeutretho             /me-va-be                                                                  no
znews                 /ban-thao-bi-mat-duoc-tim-thay-post1451234.html                            1451234
znews                 /tai-chinh.html                                                            no
"""


class Address(NamedTuple):
    name: str
    path: str
    expected: str


CASES = [Address(*line.split()) for line in ADDRESSES.strip().splitlines()]


def url_of(declared: Declaration, path: str) -> str:
    return declared.origin + path


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}{case.path}"[:60])
def test_article_url_tells_articles_from_other_pages(case: Address) -> None:
    declared = declarations()[case.name]
    url = url_of(declared, case.path)
    assert declared.is_article(url) is (case.expected != "no")
    assert declared.article_id(url) == (None if case.expected in ("no", "-") else case.expected)


def test_every_publication_has_an_article_and_another_page_among_the_addresses() -> None:
    known: dict[str, set[bool]] = defaultdict(set)
    for case in CASES:
        known[case.name].add(case.expected == "no")
    assert known == {name: {True, False} for name in declarations()}


@pytest.mark.parametrize("name", list(declarations()))
def test_home_and_declared_sections_are_no_articles(name: str) -> None:
    declared = declarations()[name]
    spider = next(s for s in spider_classes() if s.name == name)
    sections = spider.sections or Sections("/{section}/page/{page}")
    listings = [sections.path(s, page) for s in sections.names for page in (1, 2)]
    others = [
        *listings,
        *spider.feeds,
        *spider.sitemaps,
        "/",
        "/robots.txt",
        "/lien-he",
        "/tim-kiem?q=a",
        "/tag/viec-lam/",
    ]
    assert [path for path in others if declared.is_article(url_of(declared, path))] == []


def test_at_least_forty_publications() -> None:
    assert len(declarations()) >= 50


def test_names_are_file_names_and_domains_unique() -> None:
    assert sorted(declarations()) == [path.stem for path in FILES]
    domains = [bare_host(d.publication.domain) for d in declarations().values()]
    assert len(set(domains)) == len(domains)
    for declared in declarations().values():
        assert declared.publication.domain == declared.publication.domain.removeprefix("www.").lower()
        assert bare_host(declared.host) == bare_host(declared.publication.domain)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_declaration_is_short_and_declares_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 10 <= len(text.splitlines()) <= 30
    (spider,) = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    assert len(ast.get_docstring(spider) or "") > 20
    assert all(isinstance(node, ast.Assign | ast.Expr) for node in spider.body)
    names = [n for node in spider.body if isinstance(node, ast.Assign) for n in _sections_in(node)]
    assert len(set(names)) == len(names)


def _sections_in(node: ast.Assign) -> list[str]:
    call = node.value
    if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "Sections":
        return []
    return [arg.value for arg in call.args[1:] if isinstance(arg, ast.Constant)]


@pytest.mark.parametrize("name", list(declarations()))
def test_patterns_name_the_id_and_are_fast(name: str) -> None:
    pattern = declarations()[name].article_url
    assert set(pattern.groupindex) <= {"id"}
    hostile = "/" + "a-1" * 400 + "!"
    assert pattern.search(hostile) is None
    spider = next(s for s in spider_classes() if s.name == name)
    assert all(path.startswith("/") and not re.search(r"\s", path) for path in (*spider.feeds, *spider.sitemaps))


def spider_classes() -> list[type]:
    from crawler.spider import PublicationSpider

    declarations()
    return [s for s in PublicationSpider.__subclasses__() if s.__module__.startswith("crawler.spiders.")]
