"""Draw panels of lines on logarithmic axes, as SVG that is readable on light and dark pages."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

Point = tuple[float, float]

_WIDTH: Final = 420
_HEIGHT: Final = 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 16, 40, 48
_LEGEND: Final = 34
_SIGNS_BETWEEN: Final = 6
_CLOSE: Final = 0.05
"""Part of a decade; a value that exceeds a decade by less is drawn on its line."""
_COLOURS: Final = ("#d9480f", "#1c7ed6", "#2b8a3e", "#9c36b5", "#868e96", "#a37a00")
_STYLE: Final = """
svg { font: 12px system-ui, sans-serif; }
text { fill: #333; } .title { font-size: 14px; font-weight: 600; }
.grid { stroke: #8884; stroke-width: 1; } .line { fill: none; }
@media (prefers-color-scheme: dark) { text { fill: #ddd; } }
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves over one axis."""

    title: str
    across: str
    upwards: str
    lines: Mapping[str, Sequence[Point]]


def figure(panels: Sequence[Panel]) -> str:
    """Draw panels side by side, with one legend below; the first line is thick."""
    names = list(dict.fromkeys(name for panel in panels for name in panel.lines))
    colours = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(names)}
    width, height = _WIDTH * len(panels), _HEIGHT + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{_STYLE}</style>",
        *(_moved(place, _panel(panel, colours)) for place, panel in enumerate(panels)),
        _legend(colours, width),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _moved(place: int, drawn: str) -> str:
    return f'<g transform="translate({_WIDTH * place} 0)">{drawn}</g>'


@dataclass(frozen=True, slots=True)
class _Axis:
    """A logarithmic axis that maps values to a stretch of the page."""

    first: int
    last: int
    begin: float
    end: float

    def place(self, value: float) -> float:
        return self.begin + (math.log10(value) - self.first) / (self.last - self.first) * (self.end - self.begin)

    def decades(self) -> range:
        return range(self.first, self.last + 1)


def _axis(values: Sequence[float], begin: float, end: float) -> _Axis:
    first = math.floor(math.log10(min(values)) + _CLOSE)
    return _Axis(first, max(first + 1, math.ceil(math.log10(max(values)) - _CLOSE)), begin, end)


def _panel(panel: Panel, colours: Mapping[str, str]) -> str:
    points = [point for line in panel.lines.values() for point in line]
    across = _axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    upwards = _axis([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    first = next(iter(colours))
    parts = [
        f'<text class="title" x="{_LEFT}" y="18">{escape(panel.title)}</text>',
        f'<text x="{_LEFT}" y="{_TOP - 6}">{escape(panel.upwards)}</text>',
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 10}" text-anchor="end">{escape(panel.across)}</text>',
        *(_across(across, decade) for decade in across.decades()),
        *(_upwards(upwards, decade) for decade in upwards.decades()),
        *(_line(line, across, upwards, colours[name], thick=name == first) for name, line in panel.lines.items()),
    ]
    return "\n".join(parts)


def _across(axis: _Axis, decade: int) -> str:
    x = axis.place(10.0**decade)
    return (
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>'
        f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{_short(decade)}</text>'
    )


def _upwards(axis: _Axis, decade: int) -> str:
    y = axis.place(10.0**decade)
    return (
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_short(decade)}</text>'
    )


def _line(points: Sequence[Point], across: _Axis, upwards: _Axis, colour: str, *, thick: bool) -> str:
    places = [(across.place(x), upwards.place(y)) for x, y in points]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline class="line" stroke="{colour}" stroke-width="{3.5 if thick else 2}" points="{way}"/>{dots}'


def _legend(colours: Mapping[str, str], width: int) -> str:
    """Space the entries by the length of their names."""
    signs = sum(len(name) + _SIGNS_BETWEEN for name in colours)
    places = itertools.accumulate((len(name) + _SIGNS_BETWEEN for name in colours), initial=0)
    return "\n".join(
        _entry(_LEFT + (width - _LEFT) * place / signs, name, colour)
        for place, (name, colour) in zip(places, colours.items(), strict=False)
    )


def _entry(x: float, name: str, colour: str) -> str:
    return (
        f'<rect x="{x:.0f}" y="{_HEIGHT + 8}" width="12" height="12" rx="2" fill="{colour}"/>'
        f'<text x="{x + 18:.0f}" y="{_HEIGHT + 18}">{escape(name)}</text>'
    )


def _short(decade: int) -> str:
    for power, letter in ((6, "M"), (3, "k")):
        if decade >= power:
            return f"{10 ** (decade - power)}{letter}"
    return f"{10.0**decade:g}"
