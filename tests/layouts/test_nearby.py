"""The lines around headline and body."""

from __future__ import annotations

from crawler.layouts.nearby import lines_after, lines_near
from crawler.layouts.page import Page

HTML = """
<div><p>Xã hội</p><h1>Xóm bãi ngang góp tre dựng cầu mới</h1><p>12/06/2022</p><p>Lê An</p><p>Theo Sóng Xanh</p>
<div id=b><p>Cả xóm góp tre, góp công, người ở xa gửi tiền về mua đinh và thuê thợ ghép mặt cầu.</p></div>
<p>Mẫu Thị An</p><p>Nguồn: Sóng Xanh</p></div>
"""


def test_two_that_go_through_the_lines_in_turns_see_all_of_them() -> None:
    page = Page.from_html(HTML, "http://bao.example/a")
    headline, body = page.first("//h1"), page.find("//*[@id='b']")
    near = [text for _, text, _ in lines_near(headline, body, page)]
    assert near == ["Xã hội", "12/06/2022", "Lê An", "Theo Sóng Xanh"]
    assert [text for _, text in lines_after(headline, body, page)] == ["Mẫu Thị An", "Nguồn: Sóng Xanh"]
    fresh = Page.from_html(HTML, "http://bao.example/a")
    lines = lines_near(fresh.first("//h1"), fresh.find("//*[@id='b']"), fresh)
    seen = [(one, [text for _, text, _ in lines] if one == "12/06/2022" else None) for _, one, _ in lines]
    assert [one for one, _ in seen] == near
    assert seen[1][1] == near
