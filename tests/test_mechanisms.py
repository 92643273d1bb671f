"""The page of mechanisms is complete and true: each one that occurs in practice has its construct in a file that shows it.

That the examples in those files come out is proved where they are: test_good_contracts.py, and the tests of contracts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from .repository import ROOT

PAGE = ROOT / "docs" / "mechanismen.md"

# What was found in about thirty published outcome contracts, in the order in which a payment is worked out.
MECHANISMS = (
    "count of units, days, events",
    "yes/no from T0 to T1",
    "level against a fixed target",
    "difference from a historical or reference baseline",
    "difference from a control group",
    "difference in differences",
    "a weighted mix of two estimators",
    "relative reduction",
    "cumulative rate since the start",
    "individual values truncated before averaging",
    "actual cost against a given norm",
    "actual cost against a risk-adjusted norm",
    "all-or-nothing count",
    "significance, or another statement by the verifier",
    "per cohort, else pooled with another threshold",
    "minimum saving, then from the first euro",
    "quality as gate (0/1)",
    "quality as scale",
    "composition of the group reached",
    "minimum sample size",
    "minimum duration, then retroactive from day 1, with exempted exits",
    "all targets needed",
    "unit price",
    "percentage of an external base of the year in which the result fell",
    "chain of conversions",
    "weighted share of a maximum",
    "table: whole quantity at the band reached",
    "table: each slice at its own price",
    "straight line between points",
    "proportional to target, capped at 100%",
    "fixed part + result part",
    "share of saving",
    "a rate that depends on another indicator",
    "lookup scale for a penalty",
    "price per group",
    "price per contract year",
    "norm amount per client, lump sum",
    "half rate when a gate is missed",
    "bonus as % of the counterparty's own contribution",
    "any-of-k counted once",
    "signed tiers: bonus, nothing, malus",
    "retention milestones (3/6/12/18 months)",
    "later instalments stop on failure, earlier ones stay",
    "alternatives, at most one of",
    "a supplement on one alternative, within the ceiling",
    "cumulative months that don't reset",
    "limit per person",
    "limit per indicator",
    "limit per cohort",
    "limit per lot",
    "limit per year",
    "limit per payer",
    "limit on the total",
    "percentage of a benchmark, or the lower of two bases",
    "fund exhausted: price falls",
    "fund exhausted: payment stops",
    "deadweight factor (5/6)",
    "deduction first, percentage penalty after",
    "sliding reduction to zero",
    "floor for the first n years",
    "only one year of savings counts",
    "attachment fee that declines by year",
    "advance with claw-back",
    "cumulative reconciliation, lump sum for milestones missed",
    "equal instalments, part months pro rata",
    "compensation for too few referrals",
    "indexation",
    "early termination with a schedule of capital returned",
    "a change that counts from the first period after verification",
    "fixed split",
    "top-up as a share, to a limit",
    "top-up on top, to a limit",
    "layers per unit",
    "by headcount",
    "by benefit",
    "return capped as simple rate",
    "return capped as IRR",
    "investor classes with unequal loss",
    "guarantee by a third party",
    "surplus split",
    "senior before junior",
    "rounding per payment to whole units",
    "rounding once at the end",
    "rounding to 10.000",
    "whole persons or fractional",
    "bands closed below (van … tot)",
    "bands closed above (boven … t/m)",
    "VAT",
    "exchange rate of a date",
)


class Row(NamedTuple):
    """A row of the page: the English term of the mechanism, the lines that state it, and the files that show it."""

    term: str
    lines: tuple[str, ...]
    files: tuple[Path, ...]


def rows() -> list[Row]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        term = re.search(r"\(\*(.+)\*\)$", cells[0])
        if line.startswith("|") and term:
            files = tuple((PAGE.parent / link).resolve() for link in re.findall(r"\]\(([^)]+)\)", cells[2]))
            found.append(Row(term[1], tuple(re.findall("`([^`]+)`", cells[1])), files))
    return found


ROWS = rows()
EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.term)


def statements(path: Path) -> list[str]:
    """What a file says, without remarks; a statement over more lines on one."""
    said = (line.partition("#")[0].rstrip() for line in path.read_text(encoding="utf-8").splitlines())
    return [re.sub(r"\s+", " ", line).strip() for line in re.sub(r",\n\s+", ", ", "\n".join(said)).splitlines()]


def says(line: str, statement: str) -> bool:
    """A single word, like `totaal`, stands alone; more words may be part of a longer statement."""
    return line == statement or (" " in line and line in statement and not statement.startswith("verwacht "))


def test_every_mechanism_has_one_row_in_the_order_of_the_calculation() -> None:
    assert tuple(row.term for row in ROWS) == MECHANISMS


@EACH_ROW
def test_the_lines_of_a_row_stand_in_the_files_that_show_them(row: Row) -> None:
    assert row.lines
    assert row.files
    said = [statement for path in row.files for statement in statements(path)]
    for line in row.lines:
        assert any(says(line, statement) for statement in said), line


@EACH_ROW
def test_the_files_of_a_row_show_amounts(row: Row) -> None:
    for path in row.files:
        assert re.search("^voorbeeld .*", path.read_text(encoding="utf-8"), re.MULTILINE), path.name
