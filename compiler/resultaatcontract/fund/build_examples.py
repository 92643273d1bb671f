"""Worked examples of a fund: the results of its contracts, and the amounts that the author expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .. import checks
from ..findings import Findings
from ..model import build_examples
from ..model.context import Context, texts
from ..model.contract import Example, Party
from ..model.names import Names
from ..record import record
from ..syntax import tree
from ..text.source import Span
from .model import Call, Expectation, Expected, FundExample, Member


@record
class Examples:
    """What the examples may name. `contexts` has the names within each contract, `fund` is that of the fund itself."""

    fund: str
    currency: str
    parties: Names
    calls: Names
    members: Names
    contexts: Mapping[str, Context]
    findings: Findings

    def all(self, nodes: Iterable[tree.Example]) -> tuple[FundExample, ...]:
        """Every example; wrong lines are left out after their findings."""
        made = []
        for node in nodes:
            results = []
            expectations = []
            seen: dict[str, Span] = {}
            for line in node.lines:
                match line:
                    case tree.ExampleMember(name):
                        member = self.members.find(name, Member)
                        if name.text in seen:
                            said = seen[name.text]
                            self.findings.add(checks.rc203_double_clause.finding(line.span, "Deze overeenkomst", said))
                        elif member is not None:
                            results.append((name.text, self._results(line, node, member)))
                        seen.setdefault(name.text, line.span)
                    case tree.Expectation():
                        expected = self._expectation(line)
                        if expected is not None:
                            expectations.append(expected)
                    case tree.Note():
                        pass
                    case _:
                        self.findings.add(checks.rc551_fund.of_one_contract(line.span))
            if not any(isinstance(line, tree.Expectation) for line in node.lines):
                self.findings.add(checks.rc802_example_value.no_expectation(node.span))
            made.append(
                FundExample(
                    span=node.span,
                    title=node.title.value,
                    results=tuple(results),
                    expectations=tuple(expectations),
                    notes=texts(node.lines, tree.Note),
                )
            )
        return tuple(made)

    def _results(self, line: tree.ExampleMember, node: tree.Example, member: Member) -> Example:
        context = self.contexts[member.name]
        contract = member.compiled.contract
        before = len(context.findings.items)
        whole = tree.Example(node.title, line.lines, span=line.span)
        made = build_examples.example(whole, contract.measurements, contract.attributes, context, of_fund=True)
        for finding in context.findings.items[before:]:
            self.findings.add(finding)
        return made

    def _expectation(self, line: tree.Expectation) -> Expectation | None:
        if line.amount.currency != self.currency:
            self.findings.add(checks.rc302_currency.finding(line.amount.span, line.amount.currency, self.currency))
            return None

        def made(expected: Expected, key: str) -> Expectation:
            return Expectation(span=line.span, expected=expected, key=key, amount=line.amount.value)

        match line.expected:
            case tree.Marker.EXPECT_TOTAL:
                return made(Expected.TOTAL, "")
            case tree.Marker.EXPECT_LEFT:
                return made(Expected.LEFT, "")
            case tree.ExpectMember(name) if self.members.find(name, Member) is not None:
                return made(Expected.MEMBER, name.text)
            case tree.ExpectCall(name) if self.calls.find(name, Call) is not None:
                return made(Expected.CALL, name.text)
            case tree.ExpectYear(year):
                return made(Expected.YEAR, str(int(year.value)))
            case tree.ExpectPays(name) if self.parties.find(name, Party) is not None:
                return made(Expected.PAYS, name.text)
            case tree.ExpectReceives(name) if name.text == self.fund:
                return made(Expected.RECEIVES, name.text)
            case tree.ExpectReceives(name) if self.parties.find(name, Party) is not None:
                return made(Expected.RECEIVES, name.text)
            case (
                tree.ExpectIndicator()
                | tree.ExpectTranche()
                | tree.ExpectTranchePays()
                | tree.ExpectTrancheReceives()
                | tree.ExpectParticipant()
            ):
                self.findings.add(checks.rc551_fund.not_expected(line.span))
        return None
