"""The lines of a source that a finding is about, with marks under the very words."""

from __future__ import annotations

from dataclasses import dataclass

from ..text.source import Source, Span
from .visible import cells

# A line that is wider is cut to a window around the mark; of a stretch with more lines only the ends are shown.
MAX_WIDTH = 100
MAX_LINES = 5
_LEFT_OF_MARK = 30
_FIRST_LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an excerpt: a line of the source (with its number), or marks, or lines left out (neither)."""

    text: str
    number: int | None = None
    is_marks: bool = False
    is_in_block: bool = False


def excerpt(span: Span, mark: str = "^", width: int = MAX_WIDTH) -> list[Row]:
    """The rows to show for a span.

    One line gets marks under the span. Several lines get a sign in the margin (`is_in_block`), and marks
    only where the span covers part of a line.
    """
    source = span.source
    start = min(max(span.start, 0), len(source.text))
    end = min(max(span.end, start), len(source.text))
    first = source.position(start)[0]
    last = source.position(max(start, end - 1))[0]
    rows: list[Row] = []
    for number in _shown(first, last):
        if number is None:
            rows.append(Row("…", is_in_block=True))
            continue
        line_start, line_end = _bounds(source, number)
        if number > first:  # what goes on from the line above goes on at the first word
            begin = line_end - len(source.text[line_start:line_end].lstrip())
        else:
            begin = min(start, line_end)
        covered = slice(begin, max(begin, min(end, line_end)))
        text, marks = _window(source.text, line_start, line_end, covered, mark, width)
        rows.append(Row(text, number, is_in_block=first != last))
        whole = source.text[line_start:line_end].strip() if first != last else None
        if whole is None or source.text[covered].strip() != whole:
            rows.append(Row(marks, is_marks=True))
    return rows


def _shown(first: int, last: int) -> list[int | None]:
    if last - first < MAX_LINES:
        return list(range(first, last + 1))
    return [*range(first, first + _FIRST_LINES), None, last]


def _bounds(source: Source, number: int) -> tuple[int, int]:
    """Where a line begins and ends, without its line ending."""
    starts = source.line_starts
    start = starts[number - 1]
    end = starts[number] - 1 if number < len(starts) else len(source.text)
    if end > start and source.text[end - 1] == "\r":
        end -= 1
    return start, end


def _window(text: str, line_start: int, line_end: int, covered: slice, mark: str, width: int) -> tuple[str, str]:
    """A line, cut where it is too wide, and the marks below it. Looks only at the characters near the mark."""
    reach = 2 * width
    low, high = max(line_start, covered.start - reach), min(line_end, covered.start + reach)
    near = cells(text[low:high])
    left, right = near[: covered.start - low], near[covered.start - low :]
    cut_left, cut_right = low > line_start, high < line_end
    right_width = _width(right)
    room = max(width - right_width, _LEFT_OF_MARK)
    left_width, skipped = _width(left), 0
    while left_width > room:
        left_width -= left[skipped][1]
        skipped += 1
    left = left[skipped:]
    while left_width + right_width > width:
        right_width -= right.pop()[1]
        cut_right = True
    cut_left = cut_left or skipped > 0
    row = "".join(shown for shown, _ in [*left, *right])
    length = _width(right[: covered.stop - covered.start])
    shown_text = f"{'…' * cut_left}{row}{'…' * cut_right}".rstrip()
    return shown_text, " " * (left_width + cut_left) + mark * max(length, 1)


def _width(row: list[tuple[str, int]]) -> int:
    return sum(width for _, width in row)
