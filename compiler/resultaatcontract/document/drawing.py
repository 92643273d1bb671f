"""Line drawings: shapes with finished texts, and their SVG. Black, grey and white only, so that print shows the same.

Coordinates are whole points from the top left; the widths of texts are estimated, since no font is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

INK = "#1a1a1a"
GREY = "#767676"
PALE = "#e6e6e6"
_LETTER = 0.56  # of the size: the mean width of a letter


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point; `dashed` for what isn't the thing itself, `arrow` at its end."""

    points: tuple[tuple[int, int], ...]
    weight: int = 1
    dashed: bool = False
    grey: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a thin line around it, white or pale."""

    x: int
    y: int
    width: int
    height: int
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A pale surface within straight lines."""

    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point that counts (filled) or doesn't (open)."""

    x: int
    y: int
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `x` is where it begins, is centred or ends."""

    x: int
    y: int
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    size: int = 11
    bold: bool = False


Shape: TypeAlias = "Path | Box | Area | Dot | Words"


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    shapes: tuple[Shape, ...]


def width_of(text: str, size: int = 11) -> int:
    """About how wide a text is, rounded up."""
    return int(len(text) * size * _LETTER) + 1


def wrapped(text: str, width: int, size: int = 11, most: int = 3) -> list[str]:
    """A text over at most so many lines of so wide; what doesn't fit ends in an ellipsis."""
    fits = max(int(width / (size * _LETTER)), 4)
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > fits:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    kept = [one if len(one) <= fits else f"{one[: fits - 1]}…" for one in lines[:most]]
    if len(lines) > most and not kept[-1].endswith("…"):
        kept[-1] = f"{kept[-1][: fits - 2]} …"
    return kept


def svg(drawing: Drawing, title: str, description: str) -> str:
    """The drawing by itself, with its title and description for who can't see it."""
    shapes = "".join(_shape(one) for one in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}" role="img" aria-label={quoteattr(title)} '
        f'font-family="Libertinus Serif, Georgia, serif"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f"{shapes}</svg>"
    )


def _shape(one: Shape) -> str:
    match one:
        case Path(points=points, weight=weight):
            line = "M" + "L".join(f"{x} {y}" for x, y in points)
            more = ' stroke-dasharray="3 3"' if one.dashed else ""
            drawn = f'<path d="{line}" fill="none" stroke="{GREY if one.grey else INK}" stroke-width="{weight}"{more}/>'
            return drawn + (_head(*points[-2:]) if one.arrow else "")
        case Box(x=x, y=y, width=width, height=height):
            fill = PALE if one.pale else "#ffffff"
            return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{fill}" stroke="{INK}" stroke-width="1"/>'
        case Area(points=points):
            line = "M" + "L".join(f"{x} {y}" for x, y in points)
            return f'<path d="{line}Z" fill="{PALE}"/>'
        case Dot(x=x, y=y):
            fill = INK if one.filled else "#ffffff"
            return f'<circle cx="{x}" cy="{y}" r="3" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
        case Words(x=x, y=y, text=text, anchor=anchor, size=size):
            bold = ' font-weight="bold"' if one.bold else ""
            return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" fill="{INK}"{bold}>{escape(text)}</text>'


def _head(start: tuple[int, int], end: tuple[int, int]) -> str:
    """The head of an arrow, in tenths of a point so that it is straight in any direction."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = isqrt(100 * (across * across + down * down)) or 1

    def part(along: int, aside: int) -> str:
        x = end[0] * 10 + (-along * across * 100 - aside * down * 100) // length
        y = end[1] * 10 + (-along * down * 100 + aside * across * 100) // length
        return f"{x // 10}.{x % 10} {y // 10}.{y % 10}"

    return f'<path d="M{end[0]} {end[1]}L{part(8, 3)}L{part(8, -3)}Z" fill="{INK}"/>'
