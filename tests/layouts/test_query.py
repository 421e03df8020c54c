"""Selectors that start from the index find what lxml finds by walking the tree."""

from __future__ import annotations

from itertools import combinations

import pytest
from lxml import etree

from crawler.layouts.page import Page
from crawler.layouts.query import Query

HTML = """<html><body>
<div id="one" class="box  lead"><a href="/1">một</a><p class="lead">hai <a href="/2">ba</a></p></div>
<section data-role="tail" class="tail"><a href="/3" title="a] b or c">bốn</a></section>
<p id="last" class="leads">năm</p>
<div class="box end"><b class="lead x">sáu</b></div>
</body></html>"""


def has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


CASES = {
    "//*[has-class('lead')]": f"//*[{has('lead')}]",
    "//p[has-class('lead')]": f"//p[{has('lead')}]",
    "//*[has-class('lead')]//a": f"//*[{has('lead')}]//a",
    "//*[has-class('lead')]/a/@href": f"//*[{has('lead')}]/a/@href",
    "(//*[has-class('lead')])[1]": f"(//*[{has('lead')}])[1]",
    "(//*[has-class('box')])[1]//a": f"(//*[{has('box')}])[1]//a",
    "//*[@id='last']": "//*[@id='last']",
    "//*[@id='last' or has-class('tail') or has-class('x')]": f"//*[@id='last' or {has('tail')} or {has('x')}]",
    "//*[has-class('box') and has-class('end')]": f"//*[{has('box')} and {has('end')}]",
    "//*[has-class('box') and not(@id)]//b": f"//*[{has('box')} and not(@id)]//b",
    "//*[has-class('tail')][a[@title='a] b or c']]": f"//*[{has('tail')}][a[@title='a] b or c']]",
    "//*[@title='a] b or c']": "//*[@title='a] b or c']",
    "//*[has-class('nowhere')] | //*[@id='one'] | //*[has-class('lead')]": f"//*[@id='one'] | //*[{has('lead')}]",
    "//p[has-class('lead')]/a/@href | //*[@data-role='tail']/a/@href": f"//p[{has('lead')}]/a/@href | //section/a/@href",
    "//*[has-class('lead')][1]": f"//*[{has('lead')}][1]",
    "//a[1]": "//a[1]",
    "//a[@href='/3']/text()": "//a[@href='/3']/text()",
    "count(//a)": "count(//a)",
}


@pytest.mark.parametrize("xpath", CASES)
def test_what_the_index_gives_is_what_the_tree_gives(xpath: str) -> None:
    page = Page.from_html(HTML)
    found = page.root.xpath(CASES[xpath], smart_strings=False)
    assert page.find(xpath) == (found if isinstance(found, list) else [found])


def test_a_path_from_an_element_stays_inside_it() -> None:
    page = Page.from_html(HTML)
    box = page.find("//*[has-class('end')]")[0]
    assert [e.tag for e in page.find(".//*[has-class('lead')]", box)] == ["b"]


def test_few_elements_are_put_in_order_as_many_are() -> None:
    page = Page.from_html(HTML)
    elements = list(page.root.iter())
    for few in combinations(elements, 3):
        assert page.index.in_order(reversed(few)) == list(few)
    assert page.index.in_order([*reversed(elements), *elements]) == elements  # more than few


def test_brackets_that_are_not_closed_are_an_error() -> None:
    with pytest.raises(etree.XPathSyntaxError):
        Query("//*[has-class('lead'")
