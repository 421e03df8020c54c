"""XPath on a page, quick: what begins with a class, an id or a role starts from an index instead of the whole tree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
"""Plain elements: `lxml.html` looks up a class for each by its tag, which takes as long as the parsing."""

_HAS_CLASS = re.compile(r"has-class\(\s*'([^']+)'\s*\)")
_BEGINNING = re.compile(r"//(\*|[a-z][a-z0-9]*)\[")
_MARK = re.compile(
    r"has-class\(\s*'(?P<word>[^'\s]+)'\s*\)|@(?P<attribute>[a-z-]+)\s*=\s*'(?P<value>[^']+)'|"
    r"(?P<how>contains|starts-with)\(\s*@(?P<of>[a-z-]+)\s*,\s*'(?P<part>[^']+)'\s*\)"
)
_DESCENDANT = re.compile(r"//(?=(?:\*|[a-z][a-z0-9]*)\[)")
_BY_POSITION = re.compile(r"\[\s*(?:\d|position\(|last\()")
_FEW = 16
"""So many elements are put in order sooner than all of a page are numbered."""
_OPENING, _CLOSING = "([", ")]"


class Index:
    """A page's elements by what layouts know them by: the words of `class`, and the values of other attributes."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._by_value: dict[str, dict[str, list[Element]]] = {}

    def find(self, mark: Mark) -> list[Element]:
        """The elements with a mark, in reading order."""
        if mark.how == "word":
            groups = self.by_word.get(mark.value, ())
        elif mark.how == "is":
            return self._values(mark.attribute).get(mark.value, [])
        else:
            meets = str.__contains__ if mark.how == "contains" else str.startswith
            groups = [found for value, found in self._values(mark.attribute).items() if meets(value, mark.value)]
        if not groups:
            return []
        return groups[0] if len(groups) == 1 else self.in_order(e for group in groups for e in group)

    def called(self, meets: Callable[[str], bool], by: tuple[str, ...] = ("class", "id")) -> list[Element]:
        """The elements whose class or id meets a condition, in reading order; pages have few different ones."""
        groups = [found for attribute in by for value, found in self._values(attribute).items() if meets(value)]
        return self.in_order(e for group in groups for e in group) if groups else []

    def in_order(self, elements: Iterable[Element]) -> list[Element]:
        """Elements of several finds, each once, in reading order."""
        found = list(dict.fromkeys(elements))
        if len(found) < 2:
            return found
        return sorted(found, key=_place if len(found) <= _FEW else self._numbers.__getitem__)

    @cached_property
    def _numbers(self) -> dict[Element, int]:
        return {element: number for number, element in enumerate(self._root.iter())}

    def _values(self, attribute: str) -> dict[str, list[Element]]:
        if attribute in self._by_value:
            return self._by_value[attribute]
        by_value = self._by_value[attribute] = defaultdict(list)
        for element in _compile(f"/descendant::*/@{attribute}/..")(self._root):
            by_value[element.get(attribute).strip()].append(element)
        return by_value

    @cached_property
    def by_word(self) -> dict[str, list[list[Element]]]:
        """The words of classes; to each the elements of every value that it stands in."""
        # Pages have few different values, so that only these are taken apart into words.
        by_word: dict[str, list[list[Element]]] = defaultdict(list)
        for value, elements in self._values("class").items():
            for word in _words(value):
                by_word[word].append(elements)
        return by_word


def _place(element: Element) -> list[int]:
    """Where an element stands: its number in its parent, that one's in its own, from the root on."""
    place: list[int] = []
    while (parent := element.getparent()) is not None:
        place.append(parent.index(element))
        element = parent
    place.reverse()
    return place


@lru_cache(maxsize=4096)
def _words(classes: str) -> frozenset[str]:
    """The words of a `class`; the pages of a site repeat few of them many times."""
    return frozenset(classes.split())


class Mark(NamedTuple):
    """What an element is known by."""

    how: Literal["word", "is", "contains", "starts-with"]
    attribute: str
    value: str

    @classmethod
    def read(cls, condition: str) -> Mark | None:
        """The mark that a condition of an XPath asks for, or None where the index can't tell."""
        found = _MARK.fullmatch(condition.strip())
        if not found:
            return None
        if found["word"]:
            return cls("word", "class", found["word"])
        if found["value"]:
            return cls("is", found["attribute"], found["value"].strip())
        return cls("contains" if found["how"] == "contains" else "starts-with", found["of"], found["part"])


class _Alternative(NamedTuple):
    """One part of an `or`: a mark, and what else must hold for an element that has it."""

    mark: Mark
    condition: etree.XPath | None


class _Path:
    """`//tag[mark or mark and …]rest`: elements from the index, then the rest of the path from each of them.

    Where the rest begins with such a step too, that one is looked up as well: to look for ancestors of the few elements
    it finds is many times quicker than to walk through all that stands in the first one's.
    """

    def __init__(self, tag: str | None, alternatives: list[_Alternative], rest: str) -> None:
        self.tag = tag
        self.alternatives = alternatives
        self.elsewhere: _Path | None = None
        if rest.startswith("[//"):  # a condition that holds for the whole page or not at all
            end = _end_of_brackets(rest, 0)
            if _is_path(rest[1:end]) and (path := _Path.read(rest[1:end])):
                self.elsewhere, rest = path, rest[end + 1 :]
        self.inner = _Path.read(rest)
        self.rest = _compile(f"self::*{rest}") if rest and self.inner is None else None

    @classmethod
    def read(cls, xpath: str) -> _Path | None:
        """The path, or None for one that does not begin with a mark."""
        found = _BEGINNING.match(xpath)
        if not found:
            return None
        end = _end_of_brackets(xpath, found.end() - 1)
        predicate, rest = xpath[found.end() : end], xpath[end + 1 :]
        if _BY_POSITION.match(rest):
            return None
        alternatives = []
        for part in _split(predicate, " or "):
            first, *others = _split(part, " and ")
            mark = Mark.read(first)
            if mark is None:
                return None
            condition = _compile(f"self::*[{' and '.join(others)}]") if others else None
            alternatives.append(_Alternative(mark, condition))
        return cls(None if found[1] == "*" else found[1], alternatives, rest)

    def __call__(self, index: Index, within: list[Element] | None = None) -> list[Any]:
        """All that it selects; with `within`, of what stands in these elements."""
        groups = []
        for mark, condition in self.alternatives:
            if not (found := index.find(mark)):
                continue
            if self.tag:
                found = [e for e in found if e.tag == self.tag]
            if within is not None:
                found = [e for e in found if any(above in within for above in e.iterancestors())]
            if condition:
                found = [e for e in found if condition(e)]
            if found:
                groups.append(found)
        if not groups or (self.elsewhere is not None and not self.elsewhere(index)):
            return []
        elements = groups[0] if len(groups) == 1 else index.in_order(e for group in groups for e in group)
        if self.inner is not None:
            return self.inner(index, elements)
        return elements if self.rest is None else _from_each(self.rest, elements)


class Query:
    """An XPath with parsel's `has-class('x')`, compiled once for the life of the process."""

    def __init__(self, xpath: str) -> None:
        self.first_only, self.after = False, None
        if xpath.startswith("("):
            end = _end_of_brackets(xpath, 0)
            if xpath.startswith("[1]", end + 1):
                self.first_only = True
                xpath, after = xpath[1:end], xpath[end + 4 :]
                self.after = _compile(f"self::*{after}") if after else None
        parts = _split(xpath, "|")
        paths = [_Path.read(part.strip()) for part in parts]
        # Attributes and texts of several paths can't be put into reading order, so lxml does that.
        known = all(paths) and (len(parts) == 1 or not re.search(r"/@|text\(\)", xpath))
        self.paths = [path for path in paths if path] if known else []
        self.native = None if known else _compile(xpath)
        marks = [mark for path in self.paths for mark, _ in path.alternatives]
        self.words = frozenset(mark.value for mark in marks) if all(mark.how == "word" for mark in marks) else None
        """The words of classes, where it selects nothing without one of them."""

    def __call__(self, start: Element, index: Index) -> list[Any]:
        """All that it selects, in reading order: elements, or strings for attributes and text.

        `start` is where relative paths begin, `index` the whole page's.
        """
        if self.words and index.by_word.keys().isdisjoint(self.words):
            return []  # so it is with most selectors of most layouts
        if self.native is not None:
            found = _selected(self.native, start)
        else:
            groups = [group for path in self.paths if (group := path(index))]
            found = groups[0] if len(groups) == 1 else index.in_order(e for g in groups for e in g) if groups else []
        if self.first_only:
            found = found[:1]
        return _from_each(self.after, found) if self.after is not None else found


@lru_cache(maxsize=2048)
def compiled(xpath: str) -> Query:
    """The query of an XPath, compiled at its first use."""
    return Query(xpath)


@lru_cache(maxsize=2048)
def _compile(xpath: str) -> etree.XPath:
    """An XPath as lxml runs it.

    libxml2 visits every node twice for `//x[…]`, once for `/descendant::x[…]`, which is the same unless a position
    counts from the parent.
    """
    if not _BY_POSITION.search(xpath):
        xpath = _DESCENDANT.sub("/descendant::", xpath)
    return etree.XPath(
        _HAS_CLASS.sub(r"contains(concat(' ', normalize-space(@class), ' '), ' \1 ')", xpath), smart_strings=False
    )


def _selected(path: etree.XPath, start: Element) -> list[Any]:
    found = path(start)
    return found if isinstance(found, list) else [found]


def _from_each(path: etree.XPath, elements: list[Element]) -> list[Any]:
    """What a path finds from each of several elements, elements once."""
    if len(elements) == 1:
        return _selected(path, elements[0])
    out: list[Any] = []
    seen: set[Element] = set()
    for element in elements:
        for part in _selected(path, element):
            if not isinstance(part, Element):
                out.append(part)
            elif part not in seen:
                seen.add(part)
                out.append(part)
    return out


def _is_path(xpath: str) -> bool:
    """Whether an expression is one path and no comparison or conjunction of several."""
    return all(len(_split(xpath, mark)) == 1 for mark in (" and ", " or ", "|", "=", "<", ">"))


def _end_of_brackets(text: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed."""
    depth = 0
    for position, char, _ in _outside_quotes(text, start):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth == 0:
            return position
    raise etree.XPathSyntaxError(f"brackets that are not closed: {text}")


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators that stand outside of brackets and quotes."""
    parts, depth, begin = [], 0, 0
    for position, char, rest in _outside_quotes(text, 0):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth == 0 and rest.startswith(separator) and position >= begin:
            parts.append(text[begin:position])
            begin = position + len(separator)
    return [*parts, text[begin:]]


def _outside_quotes(text: str, start: int) -> Iterable[tuple[int, str, str]]:
    """Each (position, character, text from there) that is not in a quoted string."""
    quote = ""
    for position in range(start, len(text)):
        char = text[position]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            yield position, char, text[position:]
