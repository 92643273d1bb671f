"""Syntax tree of a fund → its checked model, with every contract compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from .. import checks
from ..driver import Compiled, compile_with_context, is_fund_tree
from ..findings import Finding, Findings, Rejected, Severity
from ..model import build_examples
from ..model.build import check_edition, parties
from ..model.context import Context, once, readable, reason, texts
from ..model.contract import Example, Party
from ..model.names import Names
from ..record import changed
from ..reuse import Assembled, Loader, Parser, assemble
from ..syntax import parse, tree
from ..text import writing
from ..text.reading import CURRENCIES, decimals
from ..text.source import Source, Span
from .model import Call, Contribution, Expectation, Expected, Fund, FundExample, Limit, Member

_ALLOWED = (
    tree.Use | tree.Template | tree.Party | tree.Example | tree.Note | tree.Fund | tree.Contributions | tree.Call
    | tree.MemberFromFile | tree.MemberFromTemplate
)  # fmt: skip
N = TypeVar("N", bound=tree.Node)


@dataclass(slots=True)
class Made:
    """A fund, the other files that it and its contracts come from, and what was said on the way."""

    fund: Fund
    used: tuple[Source, ...]
    findings: Findings


def build_fund(contract: tree.Contract, source: Source, load: Loader, parse_used: Parser = parse) -> Made:
    """The model of a fund. Raises `Rejected` with every finding when one of them is an error.

    `parse_used` gives the trees of the files that its contracts use; each is asked for once.
    """
    trees: dict[str, tree.Contract] = {}

    def once(used: Source) -> tree.Contract:
        if used.name not in trees:
            trees[used.name] = parse_used(used)
        return trees[used.name]

    return _Build(contract, source, load, once).run()


@dataclass(slots=True)
class _Build:
    contract: tree.Contract
    source: Source
    load: Loader
    parse_used: Parser
    findings: Findings = field(default_factory=Findings)
    context: Context = field(init=False)
    calls: Names = field(init=False)
    members: Names = field(init=False)
    by_type: dict[type, list[tree.Node]] = field(default_factory=dict)
    used: dict[str, Source] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)
    compiled_files: dict[str, tuple[Compiled, Context]] = field(default_factory=dict)
    told: set[tuple[str, object, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context = Context(self.findings, own=self.source)
        self.calls = Names("de uitvraag", self.findings, self.source)
        self.members = Names("de overeenkomst", self.findings, self.source)

    def run(self) -> Made:
        for one in self.contract.statements:
            if not isinstance(one, _ALLOWED):
                self.findings.add(checks.rc551_fund.not_in_fund(one.span))
        check_edition(self.contract, self.source, self.context)
        first, *more = self._all(tree.Fund)
        for extra in more:
            self.findings.add(checks.rc203_double_clause.finding(extra.span, "Een fonds", first.span))
        made_parties = parties(self._all(tree.Party), self.context)
        head = self._head(first)
        made_calls = self._calls(head)
        contributions = self._contributions(head)
        self._budget(first, head, contributions)
        made_members = self._members(first, head)
        limits = self._limits(first)
        self.findings.stop_on_errors()
        self._reserved(head, contributions, made_calls, made_members)
        self._reinvestment(first, head, made_members)
        self._unused(made_parties, contributions)
        fund = Fund(
            span=first.span,
            source=self.source,
            name=first.name.text,
            title=first.title.value,
            short=None if first.short is None else first.short.value,
            reference=head.reference,
            first=head.first,
            last=head.last,
            run_off=head.run_off,
            currency=self.context.currency,
            vat_basis=head.vat_basis,
            currency_assumption=head.currency_assumption,
            budget=head.budget,
            budget_assumption=head.budget_assumption,
            limits=limits,
            reinvestment=head.reinvestment,
            reinvestment_assumption=head.reinvestment_assumption,
            parties=made_parties,
            contributions=contributions,
            calls=made_calls,
            members=made_members,
            examples=(),
            notes=(*texts(first.lines, tree.Note), *(one.text.value for one in self._all(tree.Note))),
            assumption=head.assumption,
        )
        fund = changed(fund, examples=self._examples(fund))
        if not fund.examples:
            self.findings.add(checks.rc412_no_example.finding(first.span))
        self.findings.stop_on_errors()
        return Made(fund, tuple(self.used.values()), self.findings)

    def _all(self, kind: type[N]) -> list[N]:
        if not self.by_type:  # once: every contract of the fund asks
            for one in self.contract.statements:
                self.by_type.setdefault(type(one), []).append(one)
        return self.by_type.get(kind, [])  # type: ignore[return-value]

    # -------------------------------------------------------------- the fund itself

    def _head(self, node: tree.Fund) -> _Head:
        kinds = (tree.Currency, tree.Term, tree.RunOff, tree.Budget, tree.Reinvestment, tree.ContractReference)
        lines = once(node.lines, kinds, self.context)
        head = _Head()
        currency = lines.get(tree.Currency)
        if isinstance(currency, tree.Currency):
            if currency.code.text in CURRENCIES:
                self.context.currency = currency.code.text
            else:
                self.findings.add(checks.rc302_currency.unknown(currency.code.span, currency.code.text, None))
            head.currency_assumption = reason(currency.assumption)
            head.vat_basis = None if currency.vat_basis is None else currency.vat_basis.value
        else:
            self._lacks(node.span, "de munt", "bedragen in EUR exclusief btw")
        term = lines.get(tree.Term)
        if not isinstance(term, tree.Term):
            self._lacks(node.span, "de looptijd", "looptijd 1 januari 2027 t/m 31 december 2032")
        else:
            head.first, head.last, head.assumption = term.first.value, term.last.value, reason(term.assumption)
            if head.last < head.first:
                self.findings.add(checks.rc508_range.no_term(term.span, head.first, head.last))
        run_off = lines.get(tree.RunOff)
        if isinstance(run_off, tree.RunOff):
            head.run_off = run_off.last.value
            if head.run_off <= head.last:
                self.findings.add(checks.rc508_range.no_run_off(run_off.span))
        budget = lines.get(tree.Budget)
        if isinstance(budget, tree.Budget):
            head.budget, head.budget_span = self._money(budget.amount), budget.span
            head.budget_assumption = reason(budget.assumption)
        else:
            self._lacks(node.span, "het budget", "budget € 1.000.000")
        again = lines.get(tree.Reinvestment)
        if isinstance(again, tree.Reinvestment):
            head.reinvestment, head.reinvestment_span = again.share.value, again.span
            head.reinvestment_assumption = reason(again.assumption)
            if again.share.value > 1:
                self.findings.add(checks.rc555_reinvestment.impossible(again.span, writing.percent(again.share.value)))
        reference = lines.get(tree.ContractReference)
        head.reference = reference.text.value if isinstance(reference, tree.ContractReference) else None
        return head

    def _lacks(self, span: Span, what: str, example: str) -> None:
        self.findings.add(checks.rc401_missing_part.finding(span, what, example))

    def _money(self, amount: tree.Amount) -> Fraction:
        if amount.currency != self.context.currency:
            self.findings.add(checks.rc302_currency.finding(amount.span, amount.currency, self.context.currency))
        elif amount.value <= 0:
            self.findings.add(checks.rc552_contributions.not_above_zero(amount.span))
        return amount.value

    def _shown(self, amount: Fraction) -> str:
        return writing.money(amount, self.context.currency)

    def _calls(self, head: _Head) -> tuple[Call, ...]:
        made = []
        for node in self._all(tree.Call):
            once(node.lines, (tree.Reserves, tree.Definition), self.context)
            reserves = [line for line in node.lines if isinstance(line, tree.Reserves)]
            if not reserves:
                self._lacks(node.span, "de reservering", "reserveert € 100.000")
            amount = self._money(reserves[0].amount) if reserves else Fraction(0)
            if reserves and isinstance(reserves[0].amount, tree.OpenAmount):
                self.findings.add(checks.rc207_template.open_place(reserves[0].amount.span, reserves[0].amount))
            self._within(node.day, head)
            definitions = [line.text.value for line in node.lines if isinstance(line, tree.Definition)]
            call = Call(
                span=node.span,
                assumption=reason(node.assumption),
                name=node.name.text,
                title=node.title.value if node.title is not None else readable(node.name),
                day=node.day.value,
                reserved=amount,
                reserved_assumption=reason(reserves[0].assumption) if reserves else None,
                definition=definitions[0] if definitions else None,
                notes=texts(node.lines, tree.Note),
            )
            if self.calls.reserve(node.name):
                self.calls.declare(node.name, call)
                made.append(call)
        return tuple(made)

    def _within(self, day: tree.Date, head: _Head) -> None:
        if not head.first <= day.value <= head.last:
            shown = [writing.day(one) for one in (day.value, head.first, head.last)]
            self.findings.add(checks.rc554_member.outside_term(day.span, *shown))

    def _contributions(self, head: _Head) -> tuple[Contribution, ...]:
        made = []
        for block in self._all(tree.Contributions):
            for line in block.lines:
                who = self.context.parties.find(line.party, Party)
                calls = [name.text for name in line.calls or () if self.calls.find(name, Call) is not None]
                amount = self._money(line.amount)
                day = head.first if line.day is None else line.day.value
                if not head.first <= day <= head.last:
                    shown = [writing.day(one) for one in (day, head.first, head.last)]
                    self.findings.add(checks.rc552_contributions.outside(line.span, *shown))
                if who is not None:
                    made.append(
                        Contribution(
                            span=line.span,
                            assumption=reason(line.assumption),
                            party=who,
                            amount=amount,
                            day=day,
                            calls=tuple(calls),
                        )
                    )
        return tuple(made)

    def _budget(self, node: tree.Fund, head: _Head, contributions: Sequence[Contribution]) -> None:
        blocks = self._all(tree.Contributions)
        if not blocks:
            self._lacks(node.span, "de bijdragen", "bijdragen")
            return
        if self.findings.has_errors or head.budget_span is None:
            return
        total = sum((one.amount for one in contributions), Fraction(0))
        if total != head.budget:
            shown = self._shown(total), self._shown(head.budget)
            where = blocks[0].span
            self.findings.add(checks.rc552_contributions.finding(where, *shown, head.budget_span))

    def _limits(self, node: tree.Fund) -> tuple[Limit, ...]:
        made = []
        for line in node.lines:
            if isinstance(line, tree.FundLimit):
                names = [name.text for name in line.members or () if self.members.find(name, Member) is not None]
                made.append(
                    Limit(
                        span=line.span,
                        assumption=reason(line.assumption),
                        amount=self._money(line.amount),
                        members=tuple(names),
                        per_year=line.per_year is not None,
                    )
                )
        return tuple(made)

    # -------------------------------------------------------------- its contracts

    def _members(self, fund: tree.Fund, head: _Head) -> tuple[Member, ...]:
        made = []
        nodes = [
            one for one in self.contract.statements if isinstance(one, tree.MemberFromFile | tree.MemberFromTemplate)
        ]
        for node in nodes:
            if self.members.reserve(node.name):
                member = self._member(node, fund, head)
                if member is not None:
                    self.members.declare(node.name, member)
                    made.append(member)
        return tuple(made)

    def _member(
        self, node: tree.MemberFromFile | tree.MemberFromTemplate, fund: tree.Fund, head: _Head
    ) -> Member | None:
        once(node.lines, (tree.Awarded, tree.Reserves), self.context)
        awarded = [line for line in node.lines if isinstance(line, tree.Awarded)]
        reserves = [line for line in node.lines if isinstance(line, tree.Reserves)]
        if not awarded:
            self._lacks(node.span, "de dag van toekenning", "toegekend op 1 juli 2027")
        if not reserves:
            self._lacks(node.span, "de reservering", "reserveert € 100.000")
        call = None if node.call is None else self.calls.find(node.call, Call)
        found = self._compiled(node, fund)
        if found is None or not awarded or not reserves or (node.call is not None and call is None):
            return None
        compiled, context = found
        self.contexts[node.name.text] = context
        day, contract = awarded[0].day, compiled.contract
        self._within(day, head)
        if call is not None and day.value < call.day:
            shown = writing.day(day.value), call.title, writing.day(call.day)
            self.findings.add(checks.rc554_member.awarded_early(day.span, *shown))
        name = fund.name.text
        parts = {party for one in compiled.plan.tranches for party, _ in (*one.pays, *one.receives)}
        if name not in parts:
            self.findings.add(checks.rc554_member.no_part(node.span, contract.title, name))
        if contract.currency != self.context.currency:
            shown_currency = contract.currency, self.context.currency
            self.findings.add(checks.rc554_member.currency(node.span, contract.title, *shown_currency))
        end, last = head.run_off or head.last, contract.tranches[-1].day
        if last > end:
            shown = contract.title, writing.day(last), writing.day(end)
            self.findings.add(checks.rc554_member.pays_late(node.span, *shown))
        amount, why = self._reserve(reserves[0], node)
        origin = node.path.value if isinstance(node, tree.MemberFromFile) else f"sjabloon {node.template.text}"
        return Member(
            span=node.span,
            name=node.name.text,
            call=None if call is None else call.name,
            awarded=day.value,
            awarded_assumption=reason(awarded[0].assumption),
            reserved=amount,
            reserved_assumption=why,
            origin=origin,
            compiled=compiled,
            notes=texts(node.lines, tree.Note),
        )

    def _reserve(self, line: tree.Reserves, node: tree.Member) -> tuple[Fraction, str | None]:
        """What is reserved: an amount, or that of one of the parameters filled in."""
        amount = line.amount
        why = reason(line.assumption)
        if isinstance(amount, tree.OpenAmount):
            given = {one.name.text: one for one in node.lines if isinstance(one, tree.Argument)}
            argument = given.get(amount.name.text)
            if argument is None or not isinstance(argument.value, tree.Amount):
                near = [one for one, found in given.items() if isinstance(found.value, tree.Amount)]
                self.findings.add(
                    checks.rc201_unknown_name.finding(amount.span, "Het bedrag", amount.name.text, None, near)
                )
                return Fraction(0), why
            amount, why = argument.value, why or reason(argument.assumption)
        return self._money(amount), why

    def _compiled(
        self, node: tree.MemberFromFile | tree.MemberFromTemplate, fund: tree.Fund
    ) -> tuple[Compiled, Context] | None:
        try:
            if isinstance(node, tree.MemberFromFile):
                return self._from_file(node)
            assembled = self._from_template(node, fund)
            compiled, context = compile_with_context(assembled)
        except Rejected as rejected:
            self._tell(rejected.findings)
            return None
        for source in compiled.used:
            self.used.setdefault(source.name, source)
        # That it has no example goes without saying: the fund has them.
        self._tell(one for one in compiled.findings if one.code != "RC412")
        return compiled, context

    def _tell(self, findings: Iterable[Finding]) -> None:
        """Findings of a template, each once however many contracts are made of it."""
        for one in findings:
            key = (one.code, one.where, one.message)
            if key not in self.told:
                self.told.add(key)
                self.findings.add(one)

    def _from_file(self, node: tree.MemberFromFile) -> tuple[Compiled, Context] | None:
        for line in node.lines:
            if isinstance(line, tree.Argument):
                self.findings.add(checks.rc551_fund.not_in_fund(line.span))
        loaded = self.load(self.source, node.path.value)
        if isinstance(loaded, str):
            self.findings.add(checks.rc906_use.not_found(node.path.span, node.path.value, loaded))
            return None
        if loaded.name in self.compiled_files:
            return self.compiled_files[loaded.name]
        whole = self.parse_used(loaded)
        if is_fund_tree(whole):
            self.findings.add(checks.rc906_use.is_contract(node.path.span, loaded.name, whole.statements[0].span))
            return None
        compiled, context = compile_with_context(assemble(whole, loaded, self.load, self.parse_used))
        # What there is to warn of is said where the contract itself is checked.
        self._tell(one for one in compiled.findings if one.severity is Severity.ERROR)
        for source in (loaded, *compiled.used):
            self.used.setdefault(source.name, source)
        self.compiled_files[loaded.name] = compiled, context
        return compiled, context

    def _from_template(self, node: tree.MemberFromTemplate, fund: tree.Fund) -> Assembled:
        """The contract that a template gives; the fund and its parties are there for it to name."""
        arguments = tuple(line for line in node.lines if isinstance(line, tree.Argument))
        instance = tree.Instance(node.template, arguments, span=node.span)
        itself = tree.Party(
            fund.name, fund.title, fund.short, (tree.Name("betaler", span=fund.span),), None, None, span=fund.span
        )
        shared: list[tree.Statement] = [*self._all(tree.Use), *self._all(tree.Template)]
        edition = self.contract.edition
        made = tree.Contract(edition, (*shared, instance), span=self.contract.span)
        around = [itself, *self._all(tree.Party)]
        return assemble(made, self.source, self.load, self.parse_used, around)

    # -------------------------------------------------------------- the whole

    def _reserved(
        self,
        head: _Head,
        contributions: Sequence[Contribution],
        calls: Sequence[Call],
        members: Sequence[Member],
    ) -> None:
        """Whether what is reserved is there, on each day on which something is."""
        for call in calls:
            total = Fraction(0)
            for member in members:
                if member.call == call.name:
                    total += member.reserved
                    if total > call.reserved:
                        shown = self._shown(total), self._shown(call.reserved)
                        found = checks.rc553_reservation.over_call(member.span, call.title, *shown, call.span)
                        self.findings.add(found)
                        break
        kept: list[tuple[date, Fraction, Span]] = [(one.day, one.reserved, one.span) for one in calls]
        kept += [(one.awarded, one.reserved, one.span) for one in members if one.call is None]
        total = Fraction(0)
        for day, amount, span in sorted(kept, key=lambda one: one[0]):
            total += amount
            there = sum((one.amount for one in contributions if one.day <= day), Fraction(0))
            if total > there:
                amounts = self._shown(total), self._shown(there)
                self.findings.add(checks.rc553_reservation.over_budget(span, writing.day(day), *amounts))
                return
        needed = sum((one.reserved for one in members if one.call is None), Fraction(0))
        for call in calls:
            own = sum((one.amount for one in contributions if call.name in one.calls), Fraction(0))
            needed += max(Fraction(0), call.reserved - own)
        general = sum((one.amount for one in contributions if not one.calls), Fraction(0))
        if needed > general:
            where = self._all(tree.Contributions)[0].span
            self.findings.add(checks.rc553_reservation.over_general(where, self._shown(needed), self._shown(general)))
        for member in members:
            if not self._held(member) and not self._proved(member):
                shown_reserved = self._shown(member.reserved)
                self.findings.add(checks.rc553_reservation.not_bound(member.span, member.title, shown_reserved))

    def _held(self, member: Member) -> bool:
        """Whether the fund's room holds all that a contract asks of it."""
        name = self._all(tree.Fund)[0].name.text
        for payment in member.compiled.contract.payments:
            bounds = [limit for line in payment.held for limit in (line.limit, line.room) if limit is not None]
            others = [line.party for line in payment.order] + [one.excess for one in bounds]
            if any(one is not None and one.name == name for one in others):
                return False
            if any(line.room is None for line in payment.held if line.payer == name):
                return False
        return True

    def _proved(self, member: Member) -> bool:
        """Whether no results make a contract ask more than is reserved."""
        from ..prove.bounds import highest_paid

        scale = 10 ** decimals(self.context.currency)
        most = highest_paid(member.compiled, self._all(tree.Fund)[0].name.text)
        return most is not None and most <= member.reserved * scale

    def _reinvestment(self, node: tree.Fund, head: _Head, members: Sequence[Member]) -> None:
        receiving = [
            one
            for one in members
            if any(p == node.name.text for t in one.compiled.plan.tranches for p, _ in t.receives)
        ]
        if receiving and head.reinvestment is None:
            self.findings.add(checks.rc555_reinvestment.unsaid(receiving[0].span, receiving[0].title))
        if not receiving and head.reinvestment_span is not None and members:
            self.findings.add(checks.rc555_reinvestment.idle(head.reinvestment_span))

    def _unused(self, made: Sequence[Party], contributions: Sequence[Contribution]) -> None:
        used = {one.party.name for one in contributions}
        for member in self._all(tree.MemberFromTemplate):
            used |= {
                one.value.text
                for one in member.lines
                if isinstance(one, tree.Argument) and isinstance(one.value, tree.Name)
            }
        taken = {
            party.name
            for member in self.members.items.values()
            if isinstance(member, Member)
            for party in member.compiled.contract.parties
        }
        for one in made:
            if one.name not in used | taken:
                self.findings.add(checks.rc407_unused.finding(one.span, "De partij", one.title))

    # -------------------------------------------------------------- examples

    def _examples(self, fund: Fund) -> tuple[FundExample, ...]:
        made = []
        for node in self._all(tree.Example):
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
                        expected = self._expectation(line, fund)
                        if expected is not None:
                            expectations.append(expected)
                    case tree.Note():
                        pass
                    case _:
                        self.findings.add(checks.rc551_fund.not_in_fund(line.span))
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

    def _expectation(self, line: tree.Expectation, fund: Fund) -> Expectation | None:
        if line.amount.currency != self.context.currency:
            self.findings.add(
                checks.rc302_currency.finding(line.amount.span, line.amount.currency, self.context.currency)
            )
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
            case tree.ExpectPays(name) if self.context.parties.find(name, Party) is not None:
                return made(Expected.PAYS, name.text)
            case tree.ExpectReceives(name) if name.text == fund.name:
                return made(Expected.RECEIVES, name.text)
            case tree.ExpectReceives(name) if self.context.parties.find(name, Party) is not None:
                return made(Expected.RECEIVES, name.text)
            case (
                tree.ExpectIndicator()
                | tree.ExpectTranche()
                | tree.ExpectTranchePays()
                | tree.ExpectTrancheReceives()
                | tree.ExpectParticipant()
            ):
                self.findings.add(checks.rc551_fund.not_in_fund(line.span))
        return None


@dataclass(slots=True)
class _Head:
    """What the lines under `resultatenfonds` say."""

    first: date = date(2000, 1, 1)
    last: date = date(2000, 1, 1)
    assumption: str | None = None
    run_off: date | None = None
    reference: str | None = None
    vat_basis: str | None = None
    currency_assumption: str | None = None
    budget: Fraction = Fraction(0)
    budget_span: Span | None = None
    budget_assumption: str | None = None
    reinvestment: Fraction | None = None
    reinvestment_span: Span | None = None
    reinvestment_assumption: str | None = None
