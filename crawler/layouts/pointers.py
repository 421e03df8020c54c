"""What is beside the article: boxes of related articles, "Xem thêm: …", hotlines, the label of an advertisement."""

from __future__ import annotations

import re
from itertools import islice, pairwise, zip_longest
from urllib.parse import urlsplit

from crawler.items import Block
from crawler.layouts.captions import Piece
from crawler.layouts.moments import is_clock
from crawler.layouts.page import Element, Page, element_text, squeeze
from crawler.vietnamese.bylines import understood
from crawler.vietnamese.text import fold

_POINTER = re.compile(
    r"^\s*(?:-{0,2}>+|»+|→|⇒|☛|•\s*>+)|^\s*(?:xem thêm|đọc thêm|xem tiếp|đọc tiếp|tin liên quan|bài liên quan|tin bài liên quan|"
    r"liên quan(?=\s*[:：])|có thể bạn quan tâm|tin cùng chuyên mục|mời (?:bạn|quý độc giả|độc giả) (?:đón )?(?:xem|đọc)|"
    r"read (?:also|more)(?=\s*[:：])|see also(?=\s*[:：]))(?!\w)",
    re.I,
)
_NAMED_POINTER = r"(?:xem thêm|đọc thêm|(?:tin |bài |tin bài )?liên quan)\s*[:：]\s*\S.{0,200}$"
_ARTICLES = r"(?:các |những )?(?:tin|bài)(?: tức| bài|, bài| viết)? "
_OF_SECTION = r"liên quan|khác|cùng (?:chuyên )?mục|cùng chủ đề|cũ hơn|mới hơn|đã đưa|đã đăng"
OTHERS = re.compile(rf"\W*{_ARTICLES}(?:{_OF_SECTION})\W*", re.I)
"""What is set over the other articles of a section, under one of them."""
_BOX_TITLE = re.compile(
    r"^\W*(?:theo dòng sự kiện|tham khảo thêm|chủ đề liên quan|cùng chuyên mục|có thể bạn quan tâm|"
    r"(?:mời (?:(?:quý )?(?:độc giả|bạn đọc|bạn|vị) )?)?(?:xem|đọc) thêm|mục lục|"
    rf"{_ARTICLES}(?:{_OF_SECTION}|mới|mới nhất|gần đây|nổi bật|đọc nhiều|xem nhiều))\W*$",
    re.I,
)
_HOTLINE = (
    r"(?:đường dây nóng|hotline)(?:\s*[:：]?[\s\d.()+–-]*|\b[^.!?:]{0,60}[:：]\s*\d[\d .()+–-]{6,60}(?:\.\s.{0,160})?)$"
)
_ADVERTISING = r"(?:ads?\s*)?(?:quảng cáo|advertisements?)\W*$"
_REACH_US = (
    r"(?:mọi|bạn đọc|quý bạn đọc|độc giả)\b.{0,120}\b(?:đường dây nóng|hotline|số điện thoại|t(?:òa|oà) soạn)\b"
    r".{0,80}\d{3}"
)
_SEND_US = (
    r"ý kiến(?: đóng góp| phản hồi)?(?: của)? (?:bạn(?: đọc)?|quý (?:vị|bạn đọc|độc giả)|độc giả)\b.{0,60}"
    r"\b(?:xin|vui lòng|mời|hãy)\b.{0,20}\bgửi\b.{0,80}$|"
    r"mọi (?:sự )?(?:đóng góp|ủng hộ|giúp đỡ)\b.{0,40}\bxin (?:vui lòng )?(?:được )?(?:gửi|liên hệ)\b.{0,250}$"
)
"""An invitation to write to the newsroom: `Ý kiến của bạn về bài viết, xin gửi theo mẫu dưới đây`."""
_WRITE_US = (
    r"(?:nếu |mời )?(?:các )?(?:bạn(?: đọc)?|quý (?:vị|bạn đọc|độc giả)|độc giả)\b.{0,150}\b(?:gửi|chia sẻ)\b.{0,60}"
    r"\S+@\S+\.\w+\b.{0,80}$"
)
"""`Nếu bạn có câu chuyện muốn chia sẻ, gửi về: …@…`"""
_OF_CHANNEL = (
    r"(?:kính )?mời (?:các |quý )?(?:bạn|độc giả|khán giả|vị)\b.{0,80}\b(?:video|clip|kênh|youtube|ứng dụng|fanpage)\b.{0,80}$|"
    r"(?:tải(?: về)?|cài đặt) (?:ứng dụng|app)\b.{0,40}\bđể\b.{0,80}$|"
    r"lịch (?:phát sóng|trực tiếp)(?: trực tiếp)?\s*[:：].{0,120}$|"
    r"(?:theo dõi|tham gia)\b.{0,80}\b(?:t|zalo|fb)\.(?:me|com)/\S+$"
)
"""How to see more of an outlet elsewhere."""
_TO_SHOPS = r"bài viết (?:này )?có (?:chứa )?liên kết tiếp thị\W*$"
_PAID_FOR = re.compile(
    r"\W*(?:giá (?:sản phẩm )?có thể thay đổi\b.{0,60}?\.\s+)?[^.!?]{0,60}\bnhận (?:được )?hoa hồng (?:từ|khi)\b.{0,120}$",
    re.I,
)
"""Who pays for a link to a shop."""
_SUBSCRIBE = (
    r"(?:cảm ơn (?:bạn|quý (?:vị|bạn đọc|độc giả))|bạn (?:yêu )?thích (?:bài|những bài)|để nhận|hãy|mời (?:bạn|quý))\b.{0,120}"
    r"\bđăng k[ýí] (?:nhận |làm )?(?:newsletter|bản tin|thư tin|thành viên|hội viên)\b.{0,100}$"
)
"""An invitation to become a member or to have mails sent."""
_RING_UP = re.compile(
    r"^.{0,200}\b(?:vui lòng|hãy|xin)\b.{0,60}\b(?:đường dây nóng|hotline|tổng đài)\b.{0,80}\d{3}.{0,160}$|"
    r"^[^.!?]{0,100}\b(?:qua|gọi) (?:số )?(?:đường dây nóng|hotline|tổng đài)(?: [\w ]{1,20})?\s*[:：]?\s*[\d. ]{6,}\d$",
    re.I,
)
"""An invitation to ring up the newsroom, or whoever answers for the site."""
_INVITATION = (
    r"(?:kính )?mời (?:các |quý )?(?:bạn|độc giả|vị)[\w ]{0,20}? (?:vào|ghé|truy cập|theo dõi|(?:đón )?xem)\b.{0,120}"
    r"\b(?:(?:chuyên mục|chuyên trang|chương trình|tin, bài|liên quan|tại đây|phát sóng)\b.{0,60}|trên\W*)$"
)
_FOLLOW = re.compile(
    r"^\W*(?:theo dõi|quan tâm|follow|đón đọc|cập nhật|tham gia|bấm|chọn|thêm)\b.{0,100}\b(?:google|zalo|facebook|"
    r"fanpage|youtube|tiktok|telegram)\b.{0,60}$",
    re.I,
)
_RIGHTS = (
    r"(?:bản quyền thuộc|copyright|(?:vui lòng |xin )?ghi rõ nguồn|(?:mọi|nghiêm cấm mọi) (?:hình thức|hành vi) sao chép|"
    r"không (?:được )?(?:tự ý )?(?:sao chép|sao chụp|đăng lại|phát hành lại)\b.{0,80}\b(?:đồng ý|cho phép|chấp thuận))\b"
    r".{0,120}$"
)
_POSTED_BY = r"(?:người (?:đăng|cập nhật|nhập)(?: tin| bài)?|(?:tin )?(?:được )?đăng bởi)\s*[:：]\s*[^.!?…]{1,60}$"
"""Whose account an article was entered with."""
_FILE_NAME = re.compile(
    r"^(?:\W*(?:tệp|file|tài liệu|văn bản)[\w ]{0,20}[:：])?\s*(?:[^.!?…]|\.(?=\S)){1,150}\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)\W*"
    r"(?:\([\d.,]+ ?[kmg]b\)\W*)?$",
    re.I,
)
"""What a link to a file says that is offered for download."""
_WRITE_TO = r"liên (?:lạc|hệ)(?: với)? (?:tác giả|phóng viên|t(?:òa|oà) soạn|ban biên tập)\b.{0,60}@\S+\W*$"
_SHORTCODE = r"^\[/?[A-Za-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|“[^”]*”))+\s*/?\]$"
"""What WordPress would put a box in place of, left standing."""
_FOR_REFERENCE = (
    r"(?:(?:lưu ý|khuyến cáo)\W*)?(?:(?:các |những )?(?:bài viết|nội dung|thông tin)\b.{0,80}?\b"
    r"(?:(?:chỉ )?(?:có |mang )?tính(?: chất)? tham khảo|không thay thế (?:cho )?(?:việc )?(?:chẩn đoán|khám|tư vấn|điều trị))|"
    r"nội dung (?:nêu )?trên là phần (?:giải đáp|tư vấn))\b.{0,300}$"
)
"""What a site will not answer for: `Các bài viết … chỉ có tính chất tham khảo`."""
_READ_TIMES = (
    r"(?:(?:đã )?(?:đọc|xem)\s*:?\s*[\d.,]+\s*(?:lần|lượt)(?: đọc| xem)?|(?:số )?(?:lượt|lần) (?:đọc|xem)\s*:?\s*[\d.,]+)\W*"
    r"(?:sửa lần cuối\b.{0,60})?$|sửa lần cuối vào\b.{0,60}$"
)
"""How often a page was read, and when it was last saved."""
_BOOK = r"để đặt lịch (?:khám|hẹn|tư vấn|tiêm)\b.{0,60}\b(?:vui lòng|hãy|xin)\b.{0,300}$"
"""How to become a patient of the hospital whose news it is."""
_TO_COME = r"(?:tin|nội dung|dữ liệu|thông tin) đang (?:được )?cập nhật\W*$"
"""What stands in place of a list that is empty."""
_NO_FILM = r"no media source currently available\W*$"
"""What stands in place of a film where no script puts one."""
_OF_VIEWS = (
    r"(?:tác giả\b.{0,150}?\.\s+)?bài viết (?:này )?(?:thể hiện|phản ánh|là|nêu) "
    r"(?:quan điểm|góc nhìn|văn phong|ý kiến)\b.{0,200}$"
)
"""Whose views an article gives, the newsroom says."""
_FILES_FOLLOW = r"(?:tệp|file|tài liệu|văn bản)(?: tin)? (?:đính kèm|kèm theo)\s*[:：]?\W*$"
"""What stands over a list of files."""
_ASK_US = (
    r"mọi (?:chi tiết|thông tin|thắc mắc)(?: chi tiết| cần biết| thêm)?,? (?:quý vị |bạn đọc |xin |vui lòng ){0,3}"
    r"liên hệ\b.{0,200}\d{3}\W*$"
)
"""Whom to ask, in one line that ends with a number."""
_PREFER_US = r"(?:hãy |xin )?(?:chọn|thêm|đặt|bấm|nhấn)\b.{0,80}\bnguồn (?:tin )?ưu tiên\b.{0,100}$"
"""How to see more of an outlet in a search engine."""
_NETWORKS = re.compile(r"(?:^|\.)(?:google|zalo|facebook|fb|youtube|tiktok|t|telegram)\.(?:com|me|vn)$", re.I)
_CHANNELS = re.compile(r"(?:^|\.)news\.google\.com$|(?:^|\.)zalo\.me$|^t\.me$", re.I)
_OF_PLAYER = (
    r"\W*nghe (?:đọc )?(?:bài|tin|audio|bản tin)(?: viết| này| báo)?\W*|"
    r"\W*(?:(?:nghe (?:đọc )?(?:bài|tin|audio|nội dung|podcast)[\w ]{0,12}|\d{1,2}:\d{2}(?::\d{2})?|\d(?:[.,]\d+)?x|"
    r"(?:giọng )?(?:nữ|nam)(?: miền)? (?:bắc|trung|nam)|tốc độ(?: đọc)?)[\s|/•·:-]*){2,}\W*"
)
"""What a player that reads the article aloud shows."""
_OF_VIDEO = re.compile(r"^\W*(?:video|clip)\s*(?:clip)?\s*[:：]\s*\S.{0,80}$", re.I)
"""Who made a film; at the end of a body it is a byline's."""
_COMMENTS_FROM = re.compile(
    r"\W*(?:(?:ý kiến|bình luận|phản hồi)(?: của)? (?:bạn đọc|độc giả|bạn)|(?:viết|gửi|thêm|có) (?:\d+ )?(?:bình luận|"
    r"phản hồi|ý kiến)(?: của bạn)?|\d* ?(?:bình luận|phản hồi|comments?))\s*(?:\(\s*\d+\s*\)|\d+)?\W*\Z",
    re.I,
)
"""The heading of readers' comments."""
_OF_COMMENTS = re.compile(
    r"^\W*(?:thích|trả lời|like|reply)\b[\s|(\d)·-]*(?:trả lời|chia sẻ|báo cáo|\Z|$)|"
    r"\d+ (?:phút|giờ|ngày|tuần|tháng|năm) trước\b|"
    r"^.{2,60}[-–(,]\s*\d{1,2}/\d{1,2}/\d{4},? +\d{1,2}[:h]\d\d\W*$|^[^\d.!?]{2,40}\s\d{1,2}/\d{1,2}/\d{4}\b|"
    r"^\W*(?:họ (?:và )?tên|e-?mail|nội dung|tiêu đề|mã xác nhận)\W*$|^\W*(?:hiển thị|xem) thêm (?:nội dung|bình luận|ý kiến)",
    re.I | re.M,
)
"""What stands beside each comment."""
_LEAST_BEFORE_COMMENTS = 200
_CONTACT = re.compile(
    r"\W*(?:(?:mọi )?(?:thông tin|chi tiết)(?: chi tiết)? )?(?:xin |vui lòng )?liên hệ\b[^.!?]{0,150}$", re.I
)
_CONTACT_LABEL = re.compile(
    r"\b(?:(?:số )?điện thoại|sđt|đt|tel|mobile|di động|hotline|e-?mail|fax|website|fanpage|zalo)[^\w:：]{0,3}[:：]",
    re.I,
)
_HOW_TO_REACH = re.compile(r"[\d(+][\d .()|/–-]{5,60}|[^\s@]+@\S+|[^\s.]+\.\S+|nhắn tin\b.{1,60}", re.I)
"""What follows such a label: a number, an address."""
_LONGEST_CONTACT_LINE = 200
_ADDRESS_LINE = re.compile(
    r"\W*(?:(?:địa chỉ|trụ sở(?: chính)?|cơ sở \d|văn phòng|chi nhánh|showroom|cửa hàng|nhà máy)\s*[:：]|"
    r"(?:km|số)\s?\d+\b[^.!?]{0,40},).{0,120}$",
    re.I,
)
_LONGEST_CONTACT, _LONGEST_SLOGAN, _LEAST_CONTACTS = 10, 80, 2
_CONTACT_FOLLOWS = re.compile(r"\b(?:liên hệ|liên lạc|địa chỉ|số điện thoại)\b[^.!?]*[:：]\s*$", re.I)
_RECIPIENTS = re.compile(r"\W*nơi nhận\s*[:：]", re.I)
_LONGEST_FOOT = 12
"""Lines of the foot of a letter."""
TAG_LABEL = r"(?:tags?|từ kh(?:óa|oá))"
"""What a row of tags begins with; a pattern."""
_TOOL = (
    r"(?:in (?:(?:trang|bài|tin)(?: viết)?(?: này)?|ra)|in(?!\w)|bản in|gửi (?:(?:e-?)?mail|bài(?: viết| này)?|cho bạn(?: bè)?|"
    r"(?:ý kiến|bình luận|phản hồi)(?: của bạn)?)|"
    r"ý kiến(?: bạn đọc)?(?:\s*\(\d+\))?|"
    r"e-?mail|print|cỡ chữ\s*:?|a\s*[-+]|"
    r"chia sẻ(?: bài viết)?|copy link|về (?:đầu )?trang(?: trước)?|(?:quay|trở) (?:lại|về)|(?:lên )?đầu trang|đóng(?: cửa sổ)?|"
    r"(?:số )?(?:lượt|lần|đã)(?: người)? (?:xem|đọc|truy cập)\s*:?\s*[\d.,]*|[\d.,]+ (?:lượt|lần) (?:xem|đọc)|bình luận|lưu bài|"
    rf"{TAG_LABEL}\s*:?|nghe(?: (?:đọc )?(?:bài|tin|bản tin)(?: viết| này)?)?(?!\w)|"
    r"(?:thích|like|share|tweet|facebook)(?:\s*\d{1,6})?|zalo|twitter|theo dõi|"
    r"(?:đánh giá|bình chọn|xếp hạng)(?: (?:bài(?: viết| báo)?|tin)(?: này)?)?\s*[:：]?|"
    r"(?:\d(?:[.,]\d)?\s*/\s*5\s*[-–]?\s*)?\(?\d+ (?:bình chọn|đánh giá|lượt|phiếu(?: bầu)?|reviews?|votes?)\)?|"
    r"\d(?:[.,]\d)?\s*/\s*5|"
    r"(?:(?:click|nhấn|bấm)(?: vào đây)? để đánh giá|rate)(?: (?:bài viết|this (?:post|article|item)))?|"
    r"tổng số điểm của bài viết là: \d+ trong \d+ đánh giá)"
)
_VOTE = (
    r"bạn (?:đánh giá|thấy|nghĩ|(?:có )?hài lòng)\b.{0,20}\b(?:bài|tin|nội dung)(?: viết| báo)? này\b.{0,30}\?$|"
    r"bài(?: viết| báo)?(?: này)? có (?:hữu ích|giúp ích)\b.{0,30}\?$|"
    r"(?:(?:chưa |không )?(?:hay|hữu ích|hài lòng)\s*(?:[:：]?\s*\(?\d+\)?(?: (?:phiếu|lượt|bình chọn))?)?[\s|/·]*){1,3}$"
)
"""What asks for the reader's opinion of the article, and the answers to choose from."""
_TAG_LINE = re.compile(rf"^\W*(?:{TAG_LABEL}|chủ đề)\s*[:：]\s*\S.{{0,300}}$", re.I)
TAG_ADDRESS = re.compile(r"/(?:tags?|tu-khoa|hashtag)/|-tag\d+|[?&]tag=", re.I)
"""Where the name of a tag leads."""
_SLUG = re.compile(r"/[^/.-]+(?:-[^/.-]+){3,}-?(?:\.(?:s?html?|aspx|php|chn|epi|tpo|vnp|vov|ldo|vgp))?/?$", re.I)
_ROW_OF_TOOLS = rf"{_TOOL}(?:[\s|•·/:()\[\]★☆⭐*–-]*{_TOOL})*\W*$"
_TOOLS = re.compile(rf"\W*{_ROW_OF_TOOLS}", re.I)
"""What a row of buttons says."""
_BESIDE_RULES = [_HOTLINE, _ADVERTISING, _NAMED_POINTER, _ROW_OF_TOOLS, _REACH_US, _INVITATION, _RIGHTS, _POSTED_BY]
_BESIDE_RULES += [_SEND_US, _VOTE, _WRITE_TO, _OF_VIEWS, _FOR_REFERENCE, _TO_COME, _READ_TIMES, _BOOK, _NO_FILM]
_BESIDE_RULES += [_PREFER_US, _ASK_US, _FILES_FOLLOW, _WRITE_US, _SUBSCRIBE, _OF_CHANNEL, _TO_SHOPS]
_BESIDE = re.compile(rf"\W*+(?:{'|'.join(_BESIDE_RULES)})|\s*©[^.!?]{{0,80}}$|{_SHORTCODE}|(?:{_OF_PLAYER})\Z", re.I)
"""What is no text of the article wherever it stands."""
_LONGEST_BESIDE = 480
_LONGEST_BOX_TITLE = 150
LEAST_HEADLINE = 15
"""Letters; shorter links name sections, people and buttons."""
_DATE_BESIDE = re.compile(
    r"[ \t]*[(\[]?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?:[ ,-]*\d{1,2}[:h]\d\d(?::\d\d)?)?(?: *GMT ?\+7)?[)\]]?[ \t]*$",
    re.M,
)
"""The date after a headline in a list."""
_DATE_ENDS = frozenset("0123456789)]")
_LEAST_OF_FILE = 0.4
"""How much of a line is the link to a file, its label apart."""
_MOST_IN_TEASER = 3
_LONGEST_TEASER = 600
_LEAST_QUOTE = 30
_MOSTLY_LINK = 0.7
_MOST_IN_BOX = 40
"""Links under the title of a box."""
_LIST_MARK = re.compile(r"^\s*(?:-{0,2}>+|[-–•*+]|»+|→|⇒|☛)\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*$")
_ARTICLE_ADDRESS = re.compile(
    r"\d{5,}[^/]*\.(?!jpe?g$|png$|gif$|webp$|pdf$|docx?$|xlsx?$|zip$|rar$|mp[34]$|m3u8$)[a-z]{2,6}$|\d{6,}/?$", re.I
)
"""Newsrooms end addresses by many names of their own: `.chn`, `.epi`, `.vnp`, `.ldo`."""


def is_row_of_tools(text: str) -> bool:
    """Whether a line is nothing but what buttons say: print, send, back."""
    return _TOOLS.match(text.strip("[]() ")) is not None


def looks_like_article(url: str, host: str | None) -> bool:
    """Whether an address has the form of an article of this site: same host, and a long number in its last part."""
    parts = urlsplit(url)
    return (host is None or parts.hostname == host) and bool(_ARTICLE_ADDRESS.search(parts.path))


def is_slug(url: str, host: str | None) -> bool:
    """Whether an address of this site ends in the words of a headline, and is no file's."""
    parts = urlsplit(url)
    return (host is None or parts.hostname == host) and _SLUG.search(parts.path) is not None


def leads_to_channel(url: str) -> bool:
    """Whether an address is one of those where an outlet can only be followed; others show films and pictures, too."""
    return _CHANNELS.search(urlsplit(url).hostname or "") is not None


def before_pointer(text: str) -> str:
    """A lead's text up to a related link that stands in it (`>> …`, or a line `Xem thêm: …`)."""
    lines = [line for line in text.split("\n") if not _POINTER.match(line)]
    return "\n".join(lines).partition(">>")[0].partition("»")[0].rstrip()


def links_after(lead: Element, page: Page) -> list[Element]:
    """The links to other articles of the site that stand after a lead's last sentence, unmarked."""
    text = element_text(lead)
    host = urlsplit(page.address or "").hostname
    found: list[Element] = []
    for link in reversed(list(lead.iter("a"))):
        own = element_text(link)
        address = page.absolute(squeeze(link.get("href")))
        if not own or not text.endswith(own) or not looks_like_article(address, host):
            break
        text = text.removesuffix(own).rstrip()
        found.append(link)
    return found if _SENTENCE_END.search(text) else []


def without_pointers(pieces: list[Piece], host: str | None) -> list[Piece]:
    """The pieces of the body that are the article's own."""
    own = _without_pull_quotes(_without_boxes(_before_contact(_before_recipients(_before_comments(pieces)))))
    lists = _lists_of_links(own, host)
    pointing = {id(piece) for index, piece in enumerate(own) if _points(index, own, host, lists)}
    announced = _said_of_others([p for p in own if id(p) in pointing and p.links], own)
    announced |= _titles_of([p for p in own if id(p) in pointing and not p.links], own)
    return [piece for piece in own if id(piece) not in pointing and id(piece) not in announced]


def _before_comments(pieces: list[Piece]) -> list[Piece]:
    """The pieces before the readers' comments: a heading that announces them, and after it what only comments have."""
    read = 0
    for index, piece in enumerate(pieces):
        text = piece.block.text
        if read >= _LEAST_BEFORE_COMMENTS and len(text) <= _LONGEST_BOX_TITLE and _COMMENTS_FROM.match(text):
            after = "\n".join(other.block.text for other in pieces[index + 1 :])
            if not after or _OF_COMMENTS.search(after):
                return pieces[:index]
        read += len(text)
    return pieces


def _before_recipients(pieces: list[Piece]) -> list[Piece]:
    """The pieces before the foot of an official letter: who receives it, and beside that who signed it."""
    last = len(pieces) - _LONGEST_FOOT
    at = next((i for i, p in enumerate(pieces) if i >= max(1, last) and _RECIPIENTS.match(p.block.text)), len(pieces))
    return pieces[:at]


def _before_contact(pieces: list[Piece]) -> list[Piece]:
    """The pieces before whom to ask: a last line that names somebody, and numbers and addresses.

    Of an institution that ends its news so the name in bold goes with them, and a heading that asks to be called.
    """
    end = len(pieces)
    while end and _contacts(pieces[end - 1].block.text):
        end -= 1
    if 0 < end < len(pieces) and _CONTACT.match(pieces[end - 1].block.text):
        return pieces[: end - 1]
    start, contacts = len(pieces), 0
    for at in range(len(pieces) - 1, max(0, len(pieces) - _LONGEST_CONTACT), -1):
        text = pieces[at].block.text
        reaches = _contacts(text)
        contacts += reaches
        if reaches or _ADDRESS_LINE.match(text):
            start = at
        elif len(text) > _LONGEST_SLOGAN or _SENTENCE_END.search(text) or pieces[at].block.kind == "figure":
            break
    before = pieces[:start]
    for above in range(1, min(3, len(before))) if contacts else ():  # a name may stand between
        text = before[-above].block.text
        if _CONTACT_FOLLOWS.search(text) and (above == 1 or len(text) <= _LONGEST_SLOGAN):
            return before[:-above]
    if contacts < _LEAST_CONTACTS:
        return pieces
    for above in range(1, min(3, len(before))):
        if before[-above].block.kind in ("h2", "h3", "h4") and _CONTACT.match(before[-above].block.text):
            return before[:-above]
    return before[:-1] if before and _names_institution(before[-1].block) else before


def _contacts(text: str) -> int:
    """How many ways to reach somebody a line consists of: `ĐT: 028 3821 1111 – Email: a@b.vn`."""
    labels = list(_CONTACT_LABEL.finditer(text)) if len(text) <= _LONGEST_CONTACT_LINE and ":" in text else []
    if not labels or any(map(str.isalnum, text[: labels[0].start()])):
        return 0
    ends = [*(label.start() for label in labels[1:]), len(text)]
    said = (text[label.end() : end].strip(" \t;,|–-.") for label, end in zip(labels, ends, strict=True))
    return len(labels) if all(map(_HOW_TO_REACH.fullmatch, said)) else 0


def _names_institution(block: Block) -> bool:
    """Whether a bold line may be an institution's name; a person's, with a number to ring up under it, signs the article."""
    is_name = block.emphasis == "bold" and len(block.text) <= _LONGEST_SLOGAN and not _SENTENCE_END.search(block.text)
    return is_name and block.align != "right" and not understood(block.text).authors


def _without_pull_quotes(pieces: list[Piece]) -> list[Piece]:
    """Leaves out a sentence that a box classed as a quotation only repeats from the text, to catch the eye."""
    if not any(piece.quoted for piece in pieces):
        return pieces
    text = "\n".join(fold(piece.block.text) for piece in pieces if not piece.quoted)
    return [
        piece
        for piece in pieces
        if not piece.quoted or len(said := fold(piece.block.text)) < _LEAST_QUOTE or said not in text
    ]


def _said_of_others(pointing: list[Piece], pieces: list[Piece]) -> set[int]:
    """What stands in one small box with the headline of another article: a few words about that one."""
    around = (p.container.getparent() for p in pointing if p.container is not None)
    beside: dict[Element, list[Piece]] = {
        box: []
        for box in around
        if box is not None and box.tag in ("div", "blockquote", "li", "td", "section", "article")
    }
    for piece in pieces if beside else ():
        if piece.container is not None:
            for box in beside.keys() & {piece.container, *piece.container.iterancestors()}:
                beside[box].append(piece)
    found: set[int] = set()
    letters = sum(len(piece.block.text) for piece in pieces)
    for of_box in beside.values():
        said = sum(len(piece.block.text) for piece in of_box)
        if 1 < len(of_box) <= _MOST_IN_TEASER and said <= _LONGEST_TEASER and said < letters / 2:
            found.update(map(id, of_box))
    return found


def _titles_of(notices: list[Piece], pieces: list[Piece]) -> set[int]:
    """What is set over a notice in one box with it: `Tư vấn pháp luật` over whom to ring up."""
    inside = {id(notice): notice.container.getparent() for notice in notices if notice.container is not None}
    return {
        id(title)
        for title, notice in pairwise(pieces if inside else ())
        if (box := inside.get(id(notice))) is not None
        and box.tag in ("div", "section", "aside")
        and title.container is not None
        and title.container.getparent() is box
        and title.container.getprevious() is None
        and len(title.block.text) <= _LONGEST_SLOGAN
        and not _SENTENCE_END.search(title.block.text)
        and not understood(title.block.text).authors
    }


def _without_boxes(pieces: list[Piece]) -> list[Piece]:
    """Leaves out a line such as "Tin liên quan:" and the links that follow it, if any."""
    kept: list[Piece] = []
    in_box = False
    for piece, after in zip_longest(pieces, pieces[1:]):
        text = piece.block.text
        if titles_box(text) or (len(text) <= _LONGEST_BOX_TITLE and _is_over_links(piece, after)):
            in_box = True
        elif "\n" in text and _is_box(piece):
            continue
        elif not (in_box and piece.block.kind != "figure" and linked_share(piece) >= 0.7):
            in_box = False
            kept.append(piece)
    return kept


def titles_box(text: str) -> bool:
    """Whether a line is what is set over links to other articles: `Tin liên quan`, `Cùng chuyên mục`."""
    return len(text) <= _LONGEST_BOX_TITLE and _BOX_TITLE.match(text) is not None


def opens_box(pieces: list[Piece]) -> bool:
    """Whether the last pieces are the title of a box of links, and such links perhaps."""
    last = islice(reversed(pieces), _MOST_IN_BOX)
    over = next((piece for piece in last if linked_share(piece) < _MOSTLY_LINK), None)
    return over is not None and titles_box(over.block.text)


def _is_over_links(piece: Piece, after: Piece | None) -> bool:
    """Whether a line that arrows begin is none itself and stands over links: `>>> Các khóa học của trường`."""
    arrows = piece.block.text.startswith((">>", "»", "☛")) and not piece.links
    return arrows and after is not None and after.block.kind == "li" and linked_share(after) >= _MOSTLY_LINK


def _is_box(piece: Piece) -> bool:
    """Whether a block is all of such a box: its title on the first line, links on the others."""
    title, _, rest = piece.block.text.partition("\n")
    if not rest or _BOX_TITLE.match(title) is None:
        return False
    return _share(piece.links, rest) >= _MOSTLY_LINK or all(map(_DATE_BESIDE.search, rest.split("\n")))


def _points(index: int, pieces: list[Piece], host: str | None, lists: set[Element]) -> bool:
    piece = pieces[index]
    block = piece.block
    if block.kind == "figure":
        return False
    if len(block.text) <= _LONGEST_BESIDE and (_BESIDE.match(block.text) or _says_by_word(block.text)):
        return True
    if is_clock(block.text):  # how long a film takes, when the entry of a live report was written
        return True
    if _OF_VIDEO.match(block.text) and (block.align == "center" or block.emphasis) and index + 2 < len(pieces):
        return True
    if not piece.links:
        return index + 1 == len(pieces) and len(block.text) <= _LONGEST_BOX_TITLE and bool(_TAG_LINE.match(block.text))
    if _FOLLOW.match(block.text) and any(_NETWORKS.search(urlsplit(url).hostname or "") for url, _ in piece.links):
        return True
    if piece.announced and _is_card(piece):
        return True
    share = linked_share(piece)
    if share >= _LEAST_OF_FILE and (_FILE_NAME.match(block.text) or _TAG_LINE.match(block.text)):
        return True
    if share >= 0.9 and all(TAG_ADDRESS.search(url) for url, _ in piece.links):
        return True
    if _POINTER.match(block.text):
        return share >= 0.5
    if share >= 0.5 and _BOX_TITLE.match(_without_links(piece)):  # glued to the headline it announces
        return True
    if block.kind == "li":
        return share >= 0.7 and piece.container is not None and piece.container.getparent() in lists
    return share >= 0.9 and _is_related_line(index, pieces, host)


def _says_by_word(text: str) -> bool:
    """Whether a line asks to be rung up or says who pays for its links."""
    # Most paragraphs name no such line, and that is seen ten times as fast by looking for each of the words.
    named = "otline" in text or "OTLINE" in text or "ường dây nóng" in text or "ổng đài" in text
    return (named and _RING_UP.match(text) is not None) or ("hoa hồng" in text and _PAID_FOR.match(text) is not None)


def _is_card(piece: Piece) -> bool:
    """Whether a text that leads where a picture before it does opens with a headline: a card of another article."""
    headline = piece.links[0][1]
    return len(headline) >= LEAST_HEADLINE and piece.block.text.startswith(headline) and piece.block.kind != "li"


def _is_related_line(index: int, pieces: list[Piece], host: str | None) -> bool:
    """A paragraph or heading that is one link to another article of the site, unless it is a sub-heading.

    Newsrooms link whole sub-headings too: those are bold, without a list mark, and stand alone between paragraphs.
    """
    piece = pieces[index]
    block = piece.block
    if block.kind not in ("p", "h2", "h3", "h4"):
        return False
    if not all(looks_like_article(url, host) for url, _ in piece.links):
        in_words = block.kind == "p" and not block.emphasis and all(is_slug(url, host) for url, _ in piece.links)
        return in_words and not _SENTENCE_END.search(block.text)
    box = piece.container
    in_box = box is not None and box.tag == "div" and bool(box.get("class"))
    if block.kind == "p" and (block.emphasis != "bold" or in_box or _LIST_MARK.match(block.text)):
        return True
    if piece.announced:
        return True
    beside = pieces[max(0, index - 1) : index] + pieces[index + 1 : index + 2]
    return index + 1 == len(pieces) or any(
        linked_share(other) >= 0.9 or (other.links and _POINTER.match(other.block.text)) for other in beside
    )


def _lists_of_links(pieces: list[Piece], host: str | None) -> set[Element]:
    """The lists that are nothing but links of this site: boxes of related articles, not the article's own lists."""
    links: dict[Element, bool] = {}
    for piece in pieces:
        if (
            piece.block.kind == "li"
            and piece.container is not None
            and (box := piece.container.getparent()) is not None
        ):
            links[box] = links.get(box, True) and (
                linked_share(piece) >= 0.7
                and all(host is None or urlsplit(url).hostname == host for url, _ in piece.links)
            )
    return {box for box, only in links.items() if only}


def _without_links(piece: Piece) -> str:
    text = piece.block.text
    for _, linked in piece.links:
        text = text.replace(linked, " ", 1)
    return text


def linked_share(piece: Piece) -> float:
    """How much of a block's text is links, decorations and the date beside another article's headline not counted."""
    return _share(piece.links, piece.block.text)


def _share(links: list[tuple[str, str]], text: str) -> float:
    if not links:
        return 0.0
    bare = len((_DATE_BESIDE.sub("", text) if text[-1:] in _DATE_ENDS else text).strip(" >»→⇒☛•+-–*[]()"))
    return sum(len(linked) for _, linked in links) / bare if bare else 0.0
