"""How far one thing follows from another: indicators, constants and moments that refer to each other.

Every pass follows such references by calling itself, so chains have an end; worked out here without recursion, on the
tree, before anything follows them. Circles are left to the passes that name them.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import checks
from ..findings import Finding
from ..syntax import tree
from ..syntax.layout import MAX_NESTING
from ..syntax.nesting import depth
from .context import names_in


@dataclass(slots=True)
class _Link:
    """One thing: how deep its own text is, what it refers to, and the finding it gives when it all goes too deep."""

    own: int
    uses: list[str]
    finding: Finding
    total: int = 0


def long_chains(contract: tree.Contract) -> list[Finding]:
    """A finding for the first thing of each chain that goes deeper than expressions may."""
    found = []
    for links in (_moments(contract), _constants(contract), _indicators(contract)):
        found += _too_long(links)
    return found


def _too_long(links: dict[str, _Link]) -> list[Finding]:
    found = []
    seen: set[str] = set()
    for start in links:
        path = [] if start in seen else [start]
        seen.add(start)
        while path:
            link = links[path[-1]]
            following = next((one for one in link.uses if one in links and one not in seen), None)
            if following is not None:
                path.append(following)
                seen.add(following)
                continue
            # What stands on the path itself has no total yet: that is a circle.
            below = max((links[one].total for one in link.uses if one in links), default=0)
            link.total = link.own + below
            if link.total > MAX_NESTING >= below:
                found.append(link.finding)
            path.pop()
    return found


def _indicators(contract: tree.Contract) -> dict[str, _Link]:
    measured = {
        one.name.text for one in contract.statements if isinstance(one, tree.Measurement | tree.ContractMeasurement)
    }
    nodes = [one for one in contract.statements if isinstance(one, tree.Indicator)]
    for group in contract.statements:
        if isinstance(group, tree.Group):
            nodes += [line for line in group.lines or () if isinstance(line, tree.Indicator)]
    links: dict[str, _Link] = {}
    for node in nodes:
        lines = tuple(line for line in node.lines or () if isinstance(line, tree.Achieved | tree.Result | tree.Gate))
        uses = [name for name in dict.fromkeys(names_in(lines)) if name not in measured]
        what = f"De indicator “{node.name.text}”"
        links.setdefault(node.name.text, _Link(depth(lines), uses, checks.rc104_nesting.chain(node.name.span, what)))
    return links


def _constants(contract: tree.Contract) -> dict[str, _Link]:
    links: dict[str, _Link] = {}
    for node in contract.statements:
        if isinstance(node, tree.Constant):
            what = f"Het gegeven “{node.name.text}”"
            finding = checks.rc104_nesting.chain(node.name.span, what)
            uses = list(dict.fromkeys(names_in(node.value)))
            links.setdefault(node.name.text, _Link(1, uses, finding))
    return links


def _moments(contract: tree.Contract) -> dict[str, _Link]:
    nodes = [one for one in contract.statements if isinstance(one, tree.Moment)]
    for unit in contract.statements:
        if isinstance(unit, tree.Participants):
            nodes += [line for line in unit.lines or () if isinstance(line, tree.Moment)]
    links: dict[str, _Link] = {}
    for node in nodes:
        uses = [node.time.moment.text] if isinstance(node.time, tree.AfterMoment | tree.BeforeMoment) else []
        what = f"Het moment “{node.name.text}”"
        links.setdefault(node.name.text, _Link(1, uses, checks.rc104_nesting.chain(node.name.span, what)))
    return links
