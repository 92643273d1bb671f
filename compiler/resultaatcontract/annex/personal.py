"""Worked examples: what each participant yields at the final settlement, and how that came about."""

from __future__ import annotations

from collections.abc import Sequence

from ..document.model import Table
from ..driver import Compiled
from ..model.expressions import Kind
from ..outputs.explain import Explainer
from ..outputs.formula import ABSENT, IN_TABLE
from ..outputs.outcome import Outcome
from ..plan.graph import Layer, NodeId
from ..plan.plan import MINIMUM
from ..text import writing
from .names import Names
from .wording import Writer, capital, listing, readable, text

# A table with more columns than this is turned, so that it fits on a page.
MOST_COLUMNS = 5


def grid(
    corner: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    caption: str,
    amounts: bool,
) -> Table:
    """A table of `cells[row][column]`, turned when it has more columns than fit and fewer rows."""
    if len(columns) > MOST_COLUMNS and len(rows) < len(columns):
        rows, columns, cells = columns, rows, list(zip(*cells, strict=True))
    shown = tuple((title, *line) for title, line in zip(rows, cells, strict=True))
    right = tuple(range(1, len(columns) + 1)) if amounts else ()
    return Table((corner, *columns), shown, caption, right)


def personal(w: Writer, compiled: Compiled, outcome: Outcome, names: Names) -> list[Table]:
    """Per profile of results and indicator: the result and the amount at the final settlement."""
    plan, run = compiled.plan, outcome.run
    if not plan.participant_parts or not run.counts:
        return []
    explainer = Explainer(plan, run)
    titles = {one.name: text(one.title) for one in compiled.contract.indicators}
    titles[MINIMUM] = names.minimum
    results = dict(plan.participant_results)
    columns = []
    for profile, count in enumerate(run.counts):
        people = [capital(readable(run.rows[index].pseudonym)) for index in run.members[profile]]
        columns.append(f"{listing(people)}{'' if count == 1 else f' ({writing.number(count)} {w.many})'}")
    amounts = _Amounts(compiled, explainer)
    cells = [
        [amounts.cell(source, node, results.get(source), profile) for profile in range(len(run.counts))]
        for source, node in plan.participant_parts
    ]
    rows = [titles[source] for source, _ in plan.participant_parts]
    if rows[-1] == titles[MINIMUM] and not any(
        explainer.exact(plan.participant_parts[-1][1], one) for one in range(len(columns))
    ):
        del rows[-1], cells[-1]  # nobody gets it
    return [grid(f"Resultaat en vergoeding per {w.one}", rows, columns, cells, "", True)]


class _Amounts:
    """The amounts of participants at the final settlement, each with its result and how it came about."""

    def __init__(self, compiled: Compiled, explainer: Explainer) -> None:
        self.explainer = explainer
        self.nodes = compiled.plan.nodes
        last = compiled.contract.tranches[-1].name if len(compiled.contract.tranches) > 1 else ""
        self.priced = _by_hint(compiled, "volledig")
        self.before_limits = _by_hint(compiled, f"bedrag {last}")

    def cell(self, source: str, node: NodeId, result: NodeId | None, profile: int) -> str:
        """«ja: € 1.250,00», «€ 50,00: 40% × € 50,00 = € 20,00», «ja, maar telt niet mee: € 0,00»."""
        amount = self.explainer.value(node, profile)
        if result is None:
            return amount
        priced = self.priced.get(source)
        full = self.before_limits.get(source, priced)
        counts = True
        achieved = self.explainer.exact(result, profile)
        if achieved and priced is not None and full is not None and self.explainer.exact(priced, profile):
            counts = bool(self.explainer.exact(full, profile))
        why = text(self.explainer.reason(result, profile))
        found = self.explainer.value(result, profile)
        if why and why != ABSENT and not achieved and self.nodes[result].kind is not Kind.YES_NO:
            return f"telt niet mee ({why}): {amount}"  # shut by a condition: the nought was measured by nobody
        found += f"{f' ({why})' if why else ''}{'' if counts else ', maar telt niet mee'}: "
        if not counts or full is None:
            return f"{found}{amount}"
        gross = self.explainer.value(full, profile)
        words = text(self.explainer.formula(full, profile))
        plain = words in ("", gross) or words.startswith((IN_TABLE, "0 × ", "1 × "))
        if not plain and achieved:
            found += f"{words} = "
        if found == f"{gross}: ":
            found = ""  # the result is the amount
        return f"{found}{amount}" if gross == amount else f"{found}{gross}, na grenzen en afronding {amount}"


def _by_hint(compiled: Compiled, what: str) -> dict[str, NodeId]:
    """Per indicator a node of the profile that the plan keeps by a name that ends so."""
    contract, plan = compiled.contract, compiled.plan
    by_name = {name: node for node, name in plan.hints.items() if plan.nodes[node].layer is not Layer.PERSON}
    titles = [one.title for one in contract.indicators]
    found = {
        one.name: by_name.get(f"{one.title} {what}") for one in contract.indicators if titles.count(one.title) == 1
    }
    return {name: node for name, node in found.items() if node is not None}
