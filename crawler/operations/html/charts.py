"""Small plots as inline SVG. They stretch to the width there is; colours come from style.css by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

HEIGHT = 100
_CELL = 10
LONGEST = 80
"""Letters of a word in a ranking."""


def bars(values: Sequence[Sequence[float]], titles: Sequence[str], label: str) -> str:
    """A column for each day, its parts one on the other from the bottom."""
    top = max((sum(parts) for parts in values), default=0) or 1
    drawn: list[str] = []
    for place, (parts, title) in enumerate(zip(values, titles, strict=True)):
        base, column = float(HEIGHT), ""
        for kind, part in enumerate(parts):
            if part:
                height = max(part / top * HEIGHT, 1.5)
                base -= height
                column += (
                    f'<rect class="s{kind}" x="{place * _CELL + 1}" y="{base:.1f}" width="8" height="{height:.1f}"/>'
                )
        drawn.append(f"<g>{column}{_hover(place, title)}</g>")
    return _plot("".join(drawn), len(values), label, "plot")


def lines(series: Sequence[Sequence[float | None]], titles: Sequence[str], label: str, top: float | None = None) -> str:
    """A line for each series, broken where there is no value. `top`: the value at the upper edge."""
    top = top or max((value for each in series for value in each if value is not None), default=0) or 1
    drawn = "".join(_line(each, top, kind) for kind, each in enumerate(series))
    hover = "".join(_hover(place, title) for place, title in enumerate(titles))
    return _plot(drawn + hover, len(titles), label, "plot")


def sparkline(values: Sequence[float | None], label: str, top: float | None = None) -> str:
    """A line for a table's cell."""
    top = top or max((value for value in values if value is not None), default=0) or 1
    return _plot(_line(values, top, 0), len(values), label, "spark")


def spark_bars(values: Sequence[float], label: str) -> str:
    """Columns for a card."""
    top = max(values, default=0) or 1
    drawn = "".join(
        f'<rect class="s0" x="{place * _CELL + 1}" y="{HEIGHT - height:.1f}" width="8" height="{height:.1f}"/>'
        for place, value in enumerate(values)
        if value and (height := max(value / top * HEIGHT, 4))
    )
    return _plot(drawn, len(values), label, "spark")


def ranking(counts: Mapping[str, float], shown: Mapping[str, str] | None = None, most: int = 12) -> str:
    """Words with a bar each, the longest first; `shown` replaces the number beside it."""
    longest = max(counts.values(), default=0) or 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = "".join(
        f'<li><span class="word">{escape(cut(word))}</span>{meter(value / longest)}'
        f'<span class="number">{escape((shown or {}).get(word, f"{value:,.0f}"))}</span></li>'
        for word, value in ordered[:most]
    )
    rest = f'<li class="muted">and {len(ordered) - most} more</li>' if len(ordered) > most else ""
    return f'<ul class="ranking">{rows}{rest}</ul>'


def cut(word: str) -> str:
    """A word that leaves the bar beside it some room."""
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


def meter(share: float) -> str:
    """A horizontal bar that is filled by a share."""
    width = min(max(share, 0), 1) * 100
    return (
        '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="8"/><rect class="s0" width="{width:.1f}" height="8"/></svg>'
    )


def _line(values: Sequence[float | None], top: float, kind: int) -> str:
    """A path: days that follow each other are joined, a day alone is a dot."""
    steps: list[str] = []
    dots: list[str] = []
    joined = False
    for place, value in enumerate(values):
        if value is None:
            joined = False
            continue
        x, y = place * _CELL + _CELL / 2, HEIGHT - 3 - min(value / top, 1) * (HEIGHT - 6)
        alone = not joined and (place + 1 == len(values) or values[place + 1] is None)
        if alone:  # a line of no length with round ends: a circle would be stretched with the plot
            dots.append(f"M{x:g} {y:.1f}h0")
        else:
            steps.append(f"{'L' if joined else 'M'}{x:g} {y:.1f}")
        joined = True
    drawn = ((f"l{kind}", steps), (f"l{kind} dot", dots))
    return "".join(
        f'<path class="{css}" d="{"".join(each)}" vector-effect="non-scaling-stroke"/>' for css, each in drawn if each
    )


def _hover(place: int, title: str) -> str:
    """What a pointer finds over a day."""
    box = f'x="{place * _CELL}" y="0" width="{_CELL}" height="{HEIGHT}"'
    return f'<rect class="hover" {box}><title>{escape(title)}</title></rect>'


def _plot(drawn: str, cells: int, label: str, css: str) -> str:
    return (
        f'<svg class="{css}" viewBox="0 0 {max(cells, 1) * _CELL} {HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label, quote=True)}">{drawn}</svg>'
    )
