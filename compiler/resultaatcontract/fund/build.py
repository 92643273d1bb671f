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
from ..model.build import check_edition, parties
from ..model.context import Context, once, readable, reason, texts
from ..model.contract import Party
from ..model.names import Names
from ..reuse import Assembled, Loader, Parser, assemble
from ..syntax import parse, tree
from ..text import writing
from ..text.reading import CURRENCIES
from ..text.source import Source, Span
from .build_examples import Examples
from .completeness import check_fund
from .model import Call, Contribution, Fund, Limit, Member, Reinvestment

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
        examples = Examples(
            first.name.text,
            self.context.currency,
            self.context.parties,
            self.calls,
            self.members,
            self.contexts,
            self.findings,
        )
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
            run_off_assumption=head.run_off_assumption,
            currency=self.context.currency,
            vat_basis=head.vat_basis,
            currency_assumption=head.currency_assumption,
            budget=head.budget,
            budget_assumption=head.budget_assumption,
            limits=limits,
            reinvestment=head.reinvestment,
            parties=made_parties,
            contributions=contributions,
            calls=made_calls,
            members=made_members,
            examples=examples.all(self._all(tree.Example)),
            notes=(*texts(first.lines, tree.Note), *(one.text.value for one in self._all(tree.Note))),
            assumption=head.assumption,
        )
        check_fund(fund, self.findings)
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
            head.run_off, head.run_off_assumption = run_off.last.value, reason(run_off.assumption)
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
            why = reason(again.assumption)
            head.reinvestment = Reinvestment(span=again.span, assumption=why, share=again.share.value)
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
                self.findings.add(checks.rc551_fund.no_parameters(line.span))
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


@dataclass(slots=True)
class _Head:
    """What the lines under `resultatenfonds` say."""

    first: date = date(2000, 1, 1)
    last: date = date(2000, 1, 1)
    assumption: str | None = None
    run_off: date | None = None
    run_off_assumption: str | None = None
    reference: str | None = None
    vat_basis: str | None = None
    currency_assumption: str | None = None
    budget: Fraction = Fraction(0)
    budget_span: Span | None = None
    budget_assumption: str | None = None
    reinvestment: Reinvestment | None = None
