"""Syntax tree → checked model. The order of the declarations in the text doesn't matter; this module fixes its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import TypedDict, TypeVar

from .. import checks
from ..findings import Findings, Rejected
from ..record import changed, record
from ..syntax import tree
from ..text import writing
from ..text.calendar import shift
from ..text.reading import CURRENCIES, decimals
from ..text.source import Source, Span
from . import build_assertions, build_examples, build_indicators, build_payment, periods
from .bounds import show
from .chains import long_chains
from .context import Context, jump_limit, names_in, once, readable, reason, texts, whole
from .contract import (
    Attribute,
    AttributeLevel,
    Better,
    Constant,
    Contract,
    Deposit,
    Group,
    Indexation,
    Indicator,
    JumpLimit,
    Loan,
    Measurement,
    Missing,
    Moment,
    Participants,
    Party,
    PartyGroup,
    Payment,
    Period,
    PerParty,
    Provision,
    Series,
    Step,
    Vat,
    YearCap,
)
from .expressions import DayOf, Expr, Kind, Level
from .typing import A_KIND, QUANTITIES, constant_value, due, fixed, known_choice, typed, wanted

ROLES = ("betaler", "uitvoerder", "beoordelaar", "investeerder", "ontvanger")
# For a contract without a term, which is rejected in the end.
_NO_DAY = date(2000, 1, 1)
# Tried first when a currency code is mistyped.
_USUAL = ("EUR", "GBP", "USD", "CHF", "DKK", "SEK", "NOK", "PLN", "CZK")
N = TypeVar("N", bound=tree.Node)


def build(contract: tree.Contract, source: Source, offered: tuple[str, ...] = ()) -> tuple[Contract, Findings, Context]:
    """The model of a contract, with warnings met on the way and the names that were used.

    `offered` are names in the files that it uses, which a mistyped name may have meant.

    Raises `Rejected` with every finding of this stage when one of them is an error.
    """
    context = Context(Findings(), own=source, offered=offered)
    try:
        made = _Build(contract, source, context).run()
    except Rejected as rejected:
        raise Rejected(checks.rc201_unknown_name.merged([*rejected.findings, *context.warnings])) from None
    context.findings.items += context.warnings
    return made, context.findings, context


def check_edition(contract: tree.Contract, source: Source, context: Context) -> None:
    """Findings for a text without its edition, or of one that isn't there."""
    edition = contract.edition
    if edition is None:
        context.findings.add(checks.rc402_edition.finding(Span(source, 0, 0)))
    elif edition.number.value != 1:
        context.findings.add(checks.rc402_edition.unknown(edition.span, edition.number.span.text))


def parties(nodes: Iterable[tree.Party], context: Context) -> tuple[Party, ...]:
    """The parties, declared under their names."""
    made = []
    nodes = list(nodes)
    known = {node.name.text for node in nodes}
    for node in nodes:
        if _is_group(node, known):
            continue
        roles = []
        for role in node.roles:
            if role.text in ROLES:
                roles.append(role.text)
            else:
                near = get_close_matches(role.text, ROLES, 1, 0.75)
                context.findings.add(checks.rc602_unknown_role.unknown(role.span, role.text, near[0] if near else None))
                roles.extend(ROLES)  # so that nothing is reported because of the wrong word
        lines = once(node.lines, (tree.Address, tree.Registration, tree.Representative), context)
        address, number = lines.get(tree.Address), lines.get(tree.Registration)
        represented = lines.get(tree.Representative)
        party = Party(
            span=node.span,
            assumption=reason(node.assumption),
            name=node.name.text,
            title=node.title.value,
            short=None if node.short is None else node.short.value,
            roles=tuple(dict.fromkeys(roles)),
            address=address.text.value if isinstance(address, tree.Address) else None,
            registration=number.text.value if isinstance(number, tree.Registration) else None,
            representative=represented.text.value if isinstance(represented, tree.Representative) else None,
            notes=texts(node.lines, tree.Note),
        )
        if context.parties.reserve(node.name):
            context.parties.declare(node.name, party)
            made.append(party)
    return tuple(made)


def _is_group(node: tree.Party, known: set[str]) -> bool:
    """Whether a name stands for several parties: behind `is` stand parties and no roles."""
    names = {role.text for role in node.roles}
    return names.isdisjoint(ROLES) and not names.isdisjoint(known)


def party_groups(nodes: Sequence[tree.Party], context: Context) -> tuple[PartyGroup, ...]:
    """The names that stand for several parties; those must be declared."""
    made = []
    known = {node.name.text for node in nodes}
    for node in nodes:
        if not _is_group(node, known) or not context.parties.reserve(node.name):
            continue
        before = len(context.findings.items)
        members: dict[str, Party] = {}
        places: dict[str, Span] = {}
        for name in node.roles:
            if any(name.text == other.name.text and _is_group(other, known) for other in nodes):
                context.findings.add(checks.rc602_unknown_role.group_in_group(name.span, name.text))
                continue
            if name.text in places:
                what = f"De partij “{name.text}”"
                context.findings.add(checks.rc203_double_clause.finding(name.span, what, places[name.text]))
            places.setdefault(name.text, name.span)
            found = context.parties.find(name, Party)
            if found is not None:
                members[name.text] = found
        if len(members) == 1 and len(context.findings.items) == before:
            context.findings.add(checks.rc602_unknown_role.group_of_one(node.span, node.name.text))
        for line in node.lines or ():
            if not isinstance(line, tree.Note):
                context.findings.add(checks.rc602_unknown_role.group_has_no_data(line.span))
        context.parties.together[node.name.text] = tuple(members)
        group = PartyGroup(
            span=node.span,
            assumption=reason(node.assumption),
            name=node.name.text,
            title=node.title.value,
            short=None if node.short is None else node.short.value,
            parties=tuple(members.values()),
            notes=texts(node.lines, tree.Note),
        )
        context.parties.declare(node.name, group)
        made.append(group)
    return tuple(made)


@dataclass(slots=True)
class _Build:
    contract: tree.Contract
    source: Source
    context: Context
    by_type: dict[type, list[tree.Node]] = field(default_factory=dict)

    def run(self) -> Contract:
        for statement in self.contract.statements:
            self.by_type.setdefault(type(statement), []).append(statement)
        self.context.findings.items += long_chains(self.contract)
        self.context.findings.stop_on_errors()
        check_edition(self.contract, self.source, self.context)
        header = self._header()
        made_parties = parties(self._all(tree.Party), self.context)
        groups = party_groups(self._all(tree.Party), self.context)
        made_periods = self._periods(header)
        moments, participants_node = self._moments()
        moments = (*moments, *(one for period in made_periods for one in period.moments))
        self.context.unit = None if participants_node is None else participants_node.name.text
        attributes = self._attributes(participants_node)
        loans = self._loans()
        constants = self._constants()
        measurements = self._measurements()
        series = self._series()
        participants = self._participants(participants_node)
        self.context.people = None if participants is None else participants.maximum_number
        maximum_fee = None
        if header.maximum_fee is not None:
            maximum_fee = due(header.maximum_fee.amount, self.context, "De maximale vergoeding")
            self.context.maximum_given.add(Level.CONTRACT)
        self._reserve_results()
        parts = self._parts(participants, maximum_fee)
        indicators: dict[str, Indicator] = {}
        for part in parts:
            for one in part.indicators if isinstance(part, Group) else (part,):
                indicators[one.name] = one
        participant_steps, levels = self._levels()
        steps = self._total()
        year_caps = self._year_caps()
        payments = self._payments(indicators)
        deposits = self._deposits()
        tranche_nodes: list[tree.Tranche | tree.TranchePerPeriod] = [*self._all(tree.Tranche)]
        tranche_nodes += self._all(tree.TranchePerPeriod)
        build_payment.declare_tranches(tranche_nodes, self.context)
        end = header.run_off or header.last
        tranches = build_payment.tranches(tranche_nodes, indicators, end, header.span, self.context)
        recovery_node = self._one(tree.Recovery, "Wat er gebeurt als te veel is betaald,")
        recovery = build_payment.recovery(recovery_node, tranches, self.context)
        indexation = self._indexation(header, end)
        self._years(header, end)
        vat = self._vat()
        self.context.used_before_examples = frozenset(self.context.values.used)
        examples = tuple(
            build_examples.example(node, measurements, attributes, self.context) for node in self._all(tree.Example)
        )
        asserted = build_assertions.assertions(self._all(tree.Assertion), tranches, self.context)
        self.context.findings.stop_on_errors()
        return Contract(
            span=header.span,
            source=self.source,
            edition=1,
            title=header.title,
            reference=header.reference,
            form=header.form,
            first=header.first,
            last=header.last,
            run_off=header.run_off,
            run_off_assumption=header.run_off_assumption,
            currency=self.context.currency,
            currency_assumption=header.currency_assumption,
            vat_basis=header.vat_basis,
            obligation=header.obligation,
            obligation_assumption=header.obligation_assumption,
            jump=header.jump,
            vat=vat,
            maximum_fee=maximum_fee,
            maximum_fee_assumption=reason(header.maximum_fee.assumption) if header.maximum_fee else None,
            parties=made_parties,
            party_groups=groups,
            participants=participants,
            moments=moments,
            periods=made_periods,
            attributes=attributes,
            measurements=measurements,
            constants=constants,
            series=series,
            loans=loans,
            parts=tuple(parts),
            participant_steps=tuple(participant_steps),
            levels=tuple(levels),
            steps=tuple(steps),
            year_caps=tuple(year_caps),
            payments=tuple(payments),
            deposits=deposits,
            tranches=tranches,
            tranches_given=bool(tranche_nodes),
            recovery=recovery,
            indexation=indexation,
            examples=examples,
            days=tuple(self.context.days),
            in_years=tuple(self.context.in_years),
            provisions=self._provisions(),
            assertions=asserted,
            notes=(*header.notes, *(note.text.value for note in self._all(tree.Note)), *self._level_notes()),
            assumption=header.assumption,
        )

    # -------------------------------------------------------------- helpers

    def _all(self, kind: type[N]) -> list[N]:
        return self.by_type.get(kind, [])  # type: ignore[return-value]

    def _one(self, kind: type[N], what: str) -> N | None:
        found = self._all(kind)
        for extra in found[1:]:
            self.context.findings.add(checks.rc203_double_clause.finding(extra.span, what, found[0].span))
        return found[0] if found else None

    # -------------------------------------------------------------- the agreement

    def _header(self) -> _Header:
        findings = self.context.findings
        node = self._one(tree.Agreement, "De kop van de overeenkomst")
        if node is None:
            findings.add(
                checks.rc401_missing_part.finding(
                    Span(self.source, 0, 0), "de kop", 'overeenkomst "Titel van de overeenkomst"'
                )
            )
            raise Rejected(findings)
        lines: dict[type, tree.Node] = {}
        for line in node.lines or ():
            if isinstance(line, tree.Note):
                continue
            if type(line) in lines:
                findings.add(checks.rc203_double_clause.finding(line.span, "Deze bepaling", lines[type(line)].span))
            lines.setdefault(type(line), line)
        currency = lines.get(tree.Currency)
        vat_basis: str | None = None
        if isinstance(currency, tree.Currency):
            code = currency.code.text
            if code in CURRENCIES:
                self.context.currency = code
            else:
                near = get_close_matches(code.upper(), _USUAL, 1) or get_close_matches(
                    code.upper(), sorted(CURRENCIES), 1
                )
                findings.add(checks.rc302_currency.unknown(currency.code.span, code, near[0] if near else None))
                if near:  # so that no amount is reported because of the wrong code
                    self.context.currency = near[0]
            vat_basis = currency.vat_basis.value if currency.vat_basis is not None else None
        else:
            findings.add(checks.rc401_missing_part.finding(node.span, "de munt", "bedragen in EUR exclusief btw"))
        term = lines.get(tree.Term)
        if not isinstance(term, tree.Term):
            findings.add(
                checks.rc401_missing_part.finding(
                    node.span, "de looptijd", "looptijd 1 januari 2027 t/m 31 december 2028"
                )
            )
        elif term.last.value < term.first.value:
            findings.add(checks.rc508_range.no_term(term.span, term.first.value, term.last.value))
        first, last = (None, None) if not isinstance(term, tree.Term) else (term.first.value, term.last.value)
        run_off = lines.get(tree.RunOff)
        if isinstance(run_off, tree.RunOff) and last is not None and run_off.last.value <= last:
            findings.add(checks.rc508_range.no_run_off(run_off.span))
        reference, form = lines.get(tree.ContractReference), lines.get(tree.Form)
        duty = lines.get(tree.Obligation)
        maximum = lines.get(tree.MaximumFee)
        return _Header(
            span=node.span,
            title=node.title.value,
            reference=reference.text.value if isinstance(reference, tree.ContractReference) else None,
            form=form.text.value if isinstance(form, tree.Form) else None,
            first=first or _NO_DAY,
            last=last or _NO_DAY,
            run_off=run_off.last.value if isinstance(run_off, tree.RunOff) else None,
            run_off_assumption=reason(run_off.assumption) if isinstance(run_off, tree.RunOff) else None,
            currency_assumption=reason(currency.assumption) if isinstance(currency, tree.Currency) else None,
            vat_basis=vat_basis,
            obligation=duty.duty.value if isinstance(duty, tree.Obligation) else None,
            obligation_assumption=reason(duty.assumption) if isinstance(duty, tree.Obligation) else None,
            maximum_fee=maximum if isinstance(maximum, tree.MaximumFee) else None,
            jump=jump_limit(lines.get(tree.JumpLimit), self.context),
            notes=texts(node.lines, tree.Note),
            assumption=reason(term.assumption) if isinstance(term, tree.Term) else None,
        )

    # -------------------------------------------------------------- participants and moments

    def _periods(self, header: _Header) -> tuple[Period, ...]:
        made = []
        for node in self._all(tree.Period):
            if self.context.periods.reserve(node.name):
                found = periods.period(node, header.first, header.last, self.context)
                names = () if found is None else tuple(moment.name for moment in found.moments)
                self.context.moments.several[node.name.text] = names
                if found is not None:
                    self.context.periods.declare(node.name, found)
                    made.append(found)
        return tuple(made)

    def _moments(self) -> tuple[tuple[Moment, ...], tree.Participants | None]:
        moments = self.context.moments
        unit = self._one(tree.Participants, "De deelnemer")
        nodes = [(node, Level.CONTRACT) for node in self._all(tree.Moment)]
        if unit is not None:
            nodes += [(line, Level.PARTICIPANT) for line in unit.lines or () if isinstance(line, tree.Moment)]
        pending: dict[str, tuple[tree.Moment, Level]] = {}
        for node, level in nodes:
            if moments.reserve(node.name):
                pending[node.name.text] = (node, level)
        busy: list[str] = []
        in_circle: set[str] = set()

        def make(name: str) -> Moment | None:
            if name in moments.items:
                found = moments.items[name]
                return found if isinstance(found, Moment) else None
            node, level = pending[name]
            if name in busy:
                circle = [*busy[busy.index(name) :], name]
                if not in_circle.intersection(circle):
                    self.context.findings.add(checks.rc306_circle.finding(node.span, "Het moment", circle))
                in_circle.update(circle)
                return None
            busy.append(name)
            moment = self._moment(node, level, pending, make)
            busy.pop()
            if moment is not None:
                moments.items[name] = moment
            return moment

        made = [make(name) for name in list(pending)]
        return tuple(moment for moment in made if moment is not None), unit

    def _moment(self, node: tree.Moment, level: Level, pending: object, make: object) -> Moment | None:
        title = node.title.value if node.title is not None else readable(node.name)
        day: date | None = None
        after: Moment | None = None
        months = days = 0
        words = ""
        match node.time:
            case tree.Date(value):
                day, level = value, Level.CONTRACT
            case tree.AfterMoment(length, name) | tree.BeforeMoment(length, name):
                if name.text not in pending:  # type: ignore[operator]
                    self.context.moments.unknown(name)
                    return None
                self.context.moments.used.add(name.text)
                after = make(name.text)  # type: ignore[operator]
                if after is None:
                    return None
                sign = 1 if isinstance(node.time, tree.AfterMoment) else -1
                months, days = sign * length.value.months, sign * length.value.days
                words = f"{length.span.text} {'na' if sign > 0 else 'voor'}"
                level = after.level
                if after.day is not None:
                    day = shift(after.day, months, days)
            case None:
                if level is Level.CONTRACT:
                    self.context.findings.add(checks.rc401_missing_part.no_date(node.span, node.name.text))
                    return None
        return Moment(
            span=node.span,
            assumption=reason(node.assumption),
            name=node.name.text,
            title=title,
            level=level,
            day=day,
            after=after,
            months=months,
            days=days,
            words=words,
            **self._described(node.lines),
        )

    def _attributes(self, unit: tree.Participants | None) -> tuple[Attribute, ...]:
        made = []
        for node in unit.lines or () if unit is not None else ():
            if not isinstance(node, tree.Attribute) or not self.context.attributes.reserve(node.name):
                continue
            choices: dict[str, str] = {}
            places: dict[str, Span] = {}
            for choice in node.choices:
                if choice.name.text in choices:
                    what = f"De waarde “{choice.name.text}”"
                    first = places[choice.name.text]
                    self.context.findings.add(checks.rc203_double_clause.finding(choice.span, what, first))
                places.setdefault(choice.name.text, choice.span)
                choices[choice.name.text] = choice.title.value if choice.title is not None else readable(choice.name)
            attribute = Attribute(
                span=node.span,
                name=node.name.text,
                title=node.title.value if node.title is not None else readable(node.name),
                choices=tuple(choices.items()),
                assumption=reason(node.assumption),
                **self._described(node.lines),
            )
            self.context.attributes.declare(node.name, attribute)
            made.append(attribute)
        return tuple(made)

    def _participants(self, node: tree.Participants | None) -> Participants | None:
        if node is None:
            return None
        number: int | None = None
        number_reason = fee_reason = None
        fee: Expr | None = None
        seen: dict[type, Span] = {}
        for line in node.lines or ():
            if isinstance(line, tree.MaximumNumber | tree.MaximumFee):
                if type(line) in seen:
                    self.context.findings.add(
                        checks.rc203_double_clause.finding(line.span, "Deze bepaling", seen[type(line)])
                    )
                seen[type(line)] = line.span
            match line:
                case tree.MaximumNumber(value, assumption):
                    number, number_reason = whole(value, self.context), reason(assumption)
                case tree.MaximumFee(value_node, assumption):
                    fee, fee_reason = due(value_node, self.context, "De maximale vergoeding"), reason(assumption)
                    self.context.maximum_given.add(Level.PARTICIPANT)
        return Participants(
            span=node.span,
            name=node.name.text,
            title=node.title.value,
            plural=node.plural.value if node.plural is not None else "Deelnemers",
            maximum_number=number,
            maximum_number_assumption=number_reason,
            maximum_fee=fee,
            maximum_fee_assumption=fee_reason,
            **self._described(node.lines),
        )

    # -------------------------------------------------------------- values

    def _loans(self) -> tuple[Loan, ...]:
        made = []
        for node in self._all(tree.Loan):
            if not self.context.values.reserve(node.name):
                continue
            principal = due(node.principal, self.context, "De hoofdsom")
            if principal is None:
                continue
            loan = Loan(
                span=node.span,
                assumption=reason(node.assumption),
                name=node.name.text,
                title=node.title.value,
                principal=node.principal.value,
                day=node.day.value,
                rate=node.rate.value,
                day_count=node.day_count,
            )
            self.context.values.declare(node.name, loan)
            made.append(loan)
        return tuple(made)

    def _constants(self) -> tuple[Constant, ...]:
        nodes = self._all(tree.Constant)
        fresh = {node.name.text: node for node in nodes if self.context.values.reserve(node.name)}
        measured = {node.name.text for node in self._all(tree.Measurement)}
        measured |= {node.name.text for node in self._all(tree.ContractMeasurement)}
        measured -= set(fresh)
        made = []
        for node in self._in_order(fresh):
            if measured.intersection(names_in(node.value)):
                self.context.findings.add(
                    checks.rc307_not_constant.finding(node.value.span, f"Het gegeven “{node.name.text}”")
                )
                continue
            value = typed(node.value, self.context)
            if value is None:
                continue
            known = constant_value(value)
            if known is None or value.kind is Kind.YES_NO:
                self.context.findings.add(
                    checks.rc307_not_constant.finding(node.value.span, f"Het gegeven “{node.name.text}”")
                )
                continue
            source = once(node.lines, (tree.DataSource,), self.context).get(tree.DataSource)
            constant = Constant(
                span=node.span,
                assumption=reason(node.assumption),
                name=node.name.text,
                title=node.title.value if node.title is not None else readable(node.name),
                kind=value.kind,
                value=known,
                source=source.text.value if isinstance(source, tree.DataSource) else None,
                source_assumption=reason(source.assumption) if isinstance(source, tree.DataSource) else None,
                notes=texts(node.lines, tree.Note),
            )
            self.context.values.declare(node.name, constant)
            made.append(constant)
        return tuple(sorted(made, key=lambda constant: constant.span.start))

    def _in_order(self, nodes: dict[str, tree.Constant]) -> list[tree.Constant]:
        """Each constant after those that its value uses; without those that use themselves, after a finding."""
        order: dict[str, tree.Constant | None] = {}
        busy: list[str] = []

        def visit(name: str) -> None:
            if name in busy:
                circle = [*busy[busy.index(name) :], name]
                if not any(one in order for one in circle):
                    self.context.findings.add(checks.rc306_circle.finding(nodes[name].span, "Het gegeven", circle))
                order.update(dict.fromkeys(circle))
                return
            if name in order:
                return
            busy.append(name)
            for used in names_in(nodes[name].value):
                if used in nodes:
                    visit(used)
            busy.pop()
            order.setdefault(name, nodes[name])

        for name in nodes:
            visit(name)
        return [node for node in order.values() if node is not None]

    def _measurements(self) -> tuple[Measurement, ...]:
        nodes = [(node, Level.PARTICIPANT) for node in self._all(tree.Measurement)]
        nodes += [(node, Level.CONTRACT) for node in self._all(tree.ContractMeasurement)]  # type: ignore[misc]
        order = {id(statement): index for index, statement in enumerate(self.contract.statements)}
        nodes.sort(key=lambda pair: order[id(pair[0])])
        verifiers = [
            one for one in self.context.parties.items.values() if isinstance(one, Party) and "beoordelaar" in one.roles
        ]
        default = verifiers[0] if len(verifiers) == 1 else None
        made = []
        for node, level in nodes:
            if self.context.values.reserve(node.name):
                measurement = self._measurement(node, level, default)
                if measurement is not None and measurement.per_party is not None:
                    made += self._of_parties(node.name, measurement, measurement.per_party)
                elif measurement is not None:
                    self.context.values.declare(node.name, measurement)
                    made.append(measurement)
        return tuple(made)

    def _of_parties(self, name: tree.Name, each: Measurement, per_party: PerParty) -> list[Measurement]:
        """The measurements of the parties of a group: `besparing_venlo`, …; `besparing` stands for whichever it is."""
        values = self.context.values
        values.declare(name, each)
        names = []
        made = []
        for party in per_party.group.parties:
            own = tree.Name(f"{name.text}_{party.name}", span=name.span)
            names.append(own.text)
            if values.reserve(own):
                one = changed(each, name=own.text, title=f"{each.title} van {party.called}", party=party)
                values.declare(own, one)
                made.append(one)
        values.several[name.text] = tuple(names)
        return made

    def _measurement(
        self, node: tree.Measurement | tree.ContractMeasurement, level: Level, default: Party | None
    ) -> Measurement | None:
        context = self.context
        before = len(context.findings.items)
        moments = [context.moments.find(name, Moment) for name in node.moments or ()]
        first_places: dict[str, Span] = {}
        for name in node.moments or ():
            if name.text in first_places:
                what = f"Het moment “{name.text}”"
                context.findings.add(checks.rc203_double_clause.finding(name.span, what, first_places[name.text]))
            first_places.setdefault(name.text, name.span)
        for name, moment in zip(node.moments or (), moments, strict=True):
            if moment is not None and level is Level.CONTRACT and moment.level is Level.PARTICIPANT:
                context.findings.add(checks.rc304_expected_kind.moment_per_participant(name.span))
        period = None
        group: PartyGroup | None = None
        if isinstance(node, tree.ContractMeasurement) and node.period is not None:
            found_group = context.parties.items.get(node.period.text)
            if isinstance(found_group, PartyGroup) and node.period.text not in context.periods.places:
                group = found_group
                context.parties.used.add(group.name)
        if isinstance(node, tree.ContractMeasurement) and node.period is not None and group is None:
            period = context.periods.find(node.period, Period)
            if node.moments is not None:
                context.findings.add(checks.rc305_moment.both(node.period.span, node.name.text))
            moments = [] if period is None else [*period.moments]
            if period is None:
                return None
        kind, unit, whole = Kind.YES_NO, None, False
        bounds: tuple[Fraction, Fraction, Fraction] | None = None
        match node.type:
            case tree.CountType(unit_name, span_range):
                kind, whole = Kind.NUMBER, True
                unit = None if unit_name is None else unit_name.text
                bounds = self._range(span_range, kind, None, Fraction(1))
            case tree.NumberType(span_range, step):
                kind = Kind.NUMBER
                bounds = self._range(span_range, kind, step, Fraction(1, 100))
            case tree.PercentageType(span_range, step):
                kind = Kind.PERCENT
                bounds = self._range(span_range, kind, step, Fraction(1, 10000))
            case tree.MoneyType(span_range, step):
                kind = Kind.MONEY
                bounds = self._range(span_range, kind, step, Fraction(1, 10 ** decimals(context.currency)))
            case tree.Marker.DATE_TYPE:
                kind = Kind.DATE
        if len(context.findings.items) > before or any(moment is None for moment in moments):
            return None
        found = once(node.lines, (tree.JudgementOf, tree.WhenMissing, tree.OnlyReported, tree.BetterIs), context)
        judge = None
        better: Better | None = None
        missing = Missing.ERROR
        for line in found.values():
            match line:
                case tree.JudgementOf(name):
                    judge = build_payment.party(name, "beoordelaar", context)
                case tree.BetterIs(which):
                    better = Better(which.value)
                    if tree.OnlyReported in found or kind is Kind.DATE:
                        context.findings.add(checks.rc534_better.finding(line.span, node.name.text, kind is Kind.DATE))
                case tree.WhenMissing(treatment):
                    missing = Missing(treatment.value)
                    if tree.OnlyReported in found:
                        context.findings.add(checks.rc421_only_reported.missing(line.span, node.name.text))
        described = self._described(node.lines)
        verifier = judge or described["verifier"] or default
        described["verifier"] = verifier
        if verifier is not None:
            context.parties.used.add(verifier.name)
        title = node.title.value if node.title is not None else readable(node.name)
        if bounds is not None and whole is False and kind is Kind.NUMBER:
            whole = bounds[0].denominator == 1 and bounds[2].denominator == 1
        return Measurement(
            span=node.span,
            assumption=reason(node.assumption),
            name=node.name.text,
            title=title,
            level=level,
            kind=kind,
            moments=tuple(moment for moment in moments if moment is not None),
            period=period,
            per_party=None
            if group is None
            else PerParty(span=node.span, name=node.name.text, title=title, group=group),
            unit=unit,
            whole=whole,
            low=None if bounds is None else bounds[0],
            high=None if bounds is None else bounds[1],
            step=None if bounds is None else bounds[2],
            judge=judge,
            missing=missing,
            only_reported=tree.OnlyReported in found,
            better=better,
            **described,
        )

    def _described(self, lines: tuple[object, ...] | None) -> _Description:
        """What the lines below something say of its meaning, and where and by whom it is established."""
        found = once(lines, (tree.Definition, tree.DataSource, tree.Evidence, tree.VerifiedBy), self.context)
        definition, source = found.get(tree.Definition), found.get(tree.DataSource)
        evidence, verified = found.get(tree.Evidence), found.get(tree.VerifiedBy)
        verifier = None
        if isinstance(verified, tree.VerifiedBy):
            verifier = build_payment.party(verified.party, "beoordelaar", self.context)
            if verifier is not None:
                self.context.parties.used.add(verifier.name)
        return {
            "definition": definition.text.value if isinstance(definition, tree.Definition) else None,
            "definition_assumption": reason(definition.assumption) if isinstance(definition, tree.Definition) else None,
            "source": source.text.value if isinstance(source, tree.DataSource) else None,
            "source_assumption": reason(source.assumption) if isinstance(source, tree.DataSource) else None,
            "evidence": evidence.text.value if isinstance(evidence, tree.Evidence) else None,
            "evidence_assumption": reason(evidence.assumption) if isinstance(evidence, tree.Evidence) else None,
            "verifier": verifier,
            "verifier_assumption": reason(verified.assumption) if isinstance(verified, tree.VerifiedBy) else None,
            "notes": texts(lines, tree.Note),
        }

    def _provisions(self) -> tuple[Provision, ...]:
        return tuple(
            Provision(
                span=node.span,
                assumption=reason(node.assumption),
                title=node.title.value,
                text=node.text.value,
            )
            for node in self._all(tree.Provision)
        )

    def _range(
        self, node: tree.Range, kind: Kind, step: tree.StepSize | None, default: Fraction
    ) -> tuple[Fraction, Fraction, Fraction] | None:
        """Lowest, highest and step; the highest is on the grid of steps from the lowest."""
        ends: list[Fraction] = []
        for end in (node.lowest, node.highest, *([step.size] if step is not None else [])):
            value = typed(end, self.context)
            if value is None:
                return None
            known = constant_value(value)
            if value.kind is not kind or not isinstance(known, Fraction):
                self.context.findings.add(checks.rc508_range.wrong_kind(end.span, A_KIND[kind].removeprefix("een ")))
                return None
            ends.append(known)
        low, high = ends[0], ends[1]
        size = ends[2] if step is not None else default
        if low >= high:
            self.context.findings.add(checks.rc508_range.empty(node.span))
            return None
        if size <= 0 or ((high - low) / size).denominator != 1:
            if step is not None:
                self.context.findings.add(checks.rc508_range.wrong_step(step.span))
            else:
                shown = show(size, kind, self.context.currency)
                self.context.findings.add(checks.rc508_range.uneven(node.span, shown))
            return None
        return low, high, size

    def _series(self) -> tuple[Series, ...]:
        made = []
        for node in self._all(tree.Series):
            if not self.context.series.reserve(node.name):
                continue
            values: dict[int, Fraction] = {}
            reasons: dict[int, str | None] = {}
            places: dict[int, Span] = {}
            first = wanted(node.rows[0].value, self.context, QUANTITIES, "een getal, bedrag of percentage")
            if first is None:
                continue
            for row in node.rows:
                value = fixed(row.value, self.context, first.kind, "De waarde van de reeks")
                if value is None:
                    continue
                if value < 0 or row.year.value.denominator != 1:
                    self.context.findings.add(checks.rc511_series.wrong_row(row.span))
                    # So that the year isn't reported missing.
                    values.setdefault(int(row.year.value), Fraction(1))
                    reasons.setdefault(int(row.year.value), None)
                elif int(row.year.value) in values:
                    what, place = f"Het jaar {row.year.span.text}", places.get(int(row.year.value), node.span)
                    self.context.findings.add(checks.rc203_double_clause.finding(row.span, what, place))
                else:
                    places[int(row.year.value)] = row.span
                    values[int(row.year.value)] = value
                    reasons[int(row.year.value)] = reason(row.assumption)
            series = Series(
                span=node.span,
                assumption=reason(node.assumption),
                name=node.name.text,
                title=node.title.value,
                kind=first.kind,
                values=tuple(sorted(values.items())),
                assumptions=tuple(reasons[year] for year in sorted(values)),
            )
            if not values:
                continue
            self.context.series.declare(node.name, series)
            made.append(series)
        return tuple(made)

    # -------------------------------------------------------------- indicators and levels

    def _reserve_results(self) -> None:
        results = self.context.results
        for statement in self.contract.statements:
            if isinstance(statement, tree.Group) and results.reserve(statement.name):
                results.declare(statement.name, statement)
            nodes = [statement] if isinstance(statement, tree.Indicator) else []
            if isinstance(statement, tree.Group):
                nodes = [line for line in statement.lines or () if isinstance(line, tree.Indicator)]
            for node in nodes:
                if results.reserve(node.name):
                    self.context.indicator_nodes[node.name.text] = node

    def _parts(self, participants: Participants | None, maximum_fee: Expr | None) -> list[Group | Indicator]:
        parts: list[Group | Indicator] = []
        known = self.context.indicator_nodes
        for statement in self.contract.statements:
            if isinstance(statement, tree.Group):
                parts.append(build_indicators.group(statement, participants, maximum_fee, self.context))  # type: ignore[arg-type]
            elif isinstance(statement, tree.Indicator) and known.get(statement.name.text) is statement:
                made = build_indicators.indicator(statement, None, None, participants, maximum_fee, self.context)
                if made is not None:
                    parts.append(made)
        self._gate_circles()
        if not known:
            span = self._all(tree.Agreement)[0].span
            self.context.findings.add(
                checks.rc401_missing_part.finding(span, "een indicator", 'indicator werk "Uitstroom naar werk"')
            )
        return parts

    def _gate_circles(self) -> None:
        """An indicator whose condition uses its own result; circles of results alone have been found by then."""
        nodes = self.context.indicator_nodes
        told: set[str] = set()
        for name, node in nodes.items():
            for line in node.lines or ():
                if not isinstance(line, tree.Gate) or name in told:
                    continue
                path = self._path(names_in(line.condition), name, [name], set())
                if path and not told.intersection(path):
                    told |= set(path)
                    self.context.findings.add(checks.rc306_circle.finding(line.condition.span, "De indicator", path))

    def _path(self, used: Iterable[str], goal: str, before: list[str], seen: set[str]) -> list[str]:
        """The indicators from one to `goal`, by what their results and conditions use; empty when there is no way.

        `seen` holds the indicators from which there is none, so that each is tried once.
        """
        nodes = self.context.indicator_nodes
        for name in used:
            if name == goal:
                return [*before, goal]
            if name in nodes and name not in seen:
                seen.add(name)
                lines = [
                    one for one in nodes[name].lines or () if isinstance(one, tree.Gate | tree.Achieved | tree.Result)
                ]
                found = self._path(names_in(tuple(lines)), goal, [*before, name], seen)
                if found:
                    return found
        return []

    def _levels(self) -> tuple[list[Step], list[AttributeLevel]]:
        participant_steps: list[Step] = []
        levels: list[AttributeLevel] = []
        for node in self._all(tree.Level):
            if build_indicators.is_unit(node.subject, self.context):
                for line in node.lines:
                    if isinstance(line, tree.StepForChoice):
                        self.context.findings.add(checks.rc304_expected_kind.choice_per_participant(line.choice.span))
                    elif not isinstance(line, tree.Note):
                        self._without_per(line, "per deelnemer", own=True)
                        made = build_indicators.step(line, self.context, per_participant=True)
                        if made is not None:
                            participant_steps.append(made)
                build_indicators.check_steps(participant_steps, self.context)
                continue
            assert isinstance(node.subject, tree.Name)
            subject, attributes = node.subject.text, self.context.attributes.places
            if subject not in attributes and subject in self.context.parties.places:
                found = checks.rc201_unknown_name.is_party(node.subject.span, subject, list(attributes))
                self.context.findings.add(found)
                continue
            attribute = self.context.attributes.find(node.subject, Attribute)
            if attribute is None:
                continue
            steps: list[tuple[str | None, Step]] = []
            for line in node.lines:
                choice: str | None = None
                step_node = line
                if isinstance(line, tree.StepForChoice):
                    if not known_choice(attribute, line.choice, self.context):
                        continue
                    choice, step_node = line.choice.text, line.step
                if not isinstance(step_node, tree.Note | tree.StepForChoice):
                    self._without_per(step_node, f"per {subject}")
                    made = build_indicators.step(step_node, self.context, per_participant=False)
                    if made is not None:
                        steps.append((choice, made))
            for choice, _ in attribute.choices:
                applicable = [one for chosen, one in steps if chosen in (None, choice)]
                build_indicators.check_steps(applicable, self.context)
            levels.append(
                AttributeLevel(
                    span=node.span, attribute=attribute, steps=tuple(steps), notes=texts(node.lines, tree.Note)
                )
            )
        return participant_steps, levels

    def _without_per(self, line: tree.Step, block: str, own: bool = False) -> None:
        """A finding for a limit with `per` of its own: in these blocks the heading says for whom it holds.

        `own`: below `per deelnemer`, where the same words do no harm.
        """
        if not isinstance(line, tree.Cap | tree.Floor) or line.per is None:
            return
        if own and build_indicators.is_unit(line.per, self.context):
            return
        word = line.per.text if isinstance(line.per, tree.Name) else "deelnemer"
        self.context.findings.add(
            checks.rc303_level.limit_elsewhere(line.span, word, block, word in self.context.periods.places)
        )

    def _level_notes(self) -> tuple[str, ...]:
        """Explanations under `per deelnemer`, `per kalenderjaar` and `totaal`, which have no place of their own."""
        found: list[str] = []
        for level in self._all(tree.Level):
            if build_indicators.is_unit(level.subject, self.context):
                found += texts(level.lines, tree.Note)
        for year_level in self._all(tree.YearLevel):
            found += texts(year_level.lines, tree.Note)
        for total in self._all(tree.Total):
            found += texts(total.lines, tree.Note)
        return tuple(found)

    def _total(self) -> list[Step]:
        node = self._one(tree.Total, "Het totaal")
        steps: list[Step] = []
        for line in node.lines if node is not None else ():
            if not isinstance(line, tree.Note):
                self._without_per(line, "totaal")
                made = build_indicators.step(line, self.context, per_participant=False)
                if made is not None:
                    steps.append(made)
        build_indicators.check_steps(steps, self.context)
        return steps

    def _year_caps(self) -> list[YearCap]:
        caps = []
        for node in self._all(tree.YearLevel):
            for line in node.lines:
                if isinstance(line, tree.YearCap):
                    limit = due(line.amount, self.context, "De grens")
                    if limit is not None:
                        caps.append(
                            YearCap(
                                span=line.span,
                                assumption=reason(line.assumption),
                                amount=limit,
                                moves_on=line.excess is tree.Marker.MOVES_ON,
                            )
                        )
        return caps

    # -------------------------------------------------------------- who pays

    def _payments(self, indicators: dict[str, Indicator]) -> list[Payment]:
        findings = self.context.findings
        nodes = self._all(tree.Payment)
        if not nodes:
            span = self._all(tree.Agreement)[0].span
            findings.add(checks.rc401_missing_part.no_payment(span))
            return []
        made = [build_payment.payment(node, indicators, self.context) for node in nodes]
        complete = not findings.has_errors
        owner: dict[str, Span] = {}
        for node, payment in zip(nodes, made, strict=True):
            names = node.indicators or ()
            for name in names:
                for member in build_payment.members_of(name, self.context):
                    if member in owner:
                        findings.add(checks.rc403_no_payer.covered_twice(name.span, member, owner[member]))
                    owner[member] = name.span
            if node.indicators is None:
                for indicator in payment.indicators if payment is not None else ():
                    if indicator.name in owner:
                        findings.add(
                            checks.rc403_no_payer.covered_twice(node.span, indicator.name, owner[indicator.name])
                        )
                    owner[indicator.name] = node.span
        if complete:
            for indicator in indicators.values():
                if indicator.price is not None and indicator.name not in owner:
                    findings.add(checks.rc403_no_payer.not_covered(indicator.span, indicator.name))
                if indicator.price is None and indicator.name not in self.context.results.used:
                    findings.add(checks.rc406_incomplete_indicator.never_paid(indicator.span, indicator.title))
        return [payment for payment in made if payment is not None]

    def _deposits(self) -> tuple[Deposit, ...]:
        made = []
        for node in self._all(tree.Investment):
            for line in node.deposits:
                who = build_payment.party(line.party, "investeerder", self.context)
                value = due(line.amount, self.context, "De inleg")
                if who is not None and value is not None:
                    made.append(
                        Deposit(
                            span=line.span,
                            assumption=reason(line.assumption),
                            party=who,
                            amount=line.amount.value,
                            day=line.day.value,
                        )
                    )
        return tuple(made)

    def _indexation(self, header: _Header, end: date) -> Indexation | None:
        node = self._one(tree.Indexation, "De indexering")
        if node is None:
            return None
        series = self.context.series.find(node.series, Series)
        base = whole(node.base_year, self.context)
        if series is None or base is None:
            return None
        if series.kind is not Kind.NUMBER or any(value == 0 for _, value in series.values):
            self.context.findings.add(checks.rc511_series.no_index(node.span, series.name, series.span))
            return None
        known = {year for year, _ in series.values}
        missing = sorted({base, *range(header.first.year, end.year + 1)} - known)
        if missing and header.first is not _NO_DAY:
            years = writing.listing([str(year) for year in missing])
            self.context.findings.add(checks.rc511_series.missing_year(node.span, series.name, years))
        return Indexation(span=node.span, assumption=reason(node.assumption), series=series, base_year=base)

    def _years(self, header: _Header, end: date) -> None:
        """A series has a value for every year in which it may be asked for one; a finding where it is first asked."""
        told: set[str] = set()
        for use in self.context.in_years:
            needed = set(range(header.first.year, end.year + 1))
            moment = use.day.moment
            if isinstance(use.day, DayOf) and moment is not None:
                period = next((one for one in self.context.periods.items.values() if one.each is moment), None)
                days = [moment.day] if period is None else [one.day for one in period.moments]
                needed = {day.year for day in days if day is not None} or needed
            missing = sorted(needed - {year for year, _ in use.series.values})
            if missing and header.first is not _NO_DAY and use.series.name not in told:
                told.add(use.series.name)
                years = writing.listing([str(year) for year in missing])
                self.context.findings.add(checks.rc511_series.missing_year(use.span, use.series.name, years))

    def _vat(self) -> Vat | None:
        nodes: list[tree.VatRate | tree.VatExempt] = [*self._all(tree.VatRate), *self._all(tree.VatExempt)]
        for extra in nodes[1:]:
            self.context.findings.add(checks.rc203_double_clause.finding(extra.span, "De btw", nodes[0].span))
        if not nodes:
            return None
        node = nodes[0]
        if isinstance(node, tree.VatExempt):
            return Vat(span=node.span, rate=None, bearer=None)
        bearer = None if node.bearer is None else build_payment.party(node.bearer, "betaler", self.context)
        return Vat(span=node.span, assumption=reason(node.assumption), rate=node.rate.value, bearer=bearer)


class _Description(TypedDict):
    """The fields of a `Described`."""

    definition: str | None
    definition_assumption: str | None
    source: str | None
    source_assumption: str | None
    evidence: str | None
    evidence_assumption: str | None
    verifier: Party | None
    verifier_assumption: str | None
    notes: tuple[str, ...]


@record
class _Header:
    span: Span
    title: str
    reference: str | None
    form: str | None
    first: date
    last: date
    run_off: date | None
    run_off_assumption: str | None
    currency_assumption: str | None
    vat_basis: str | None
    obligation: str | None
    obligation_assumption: str | None
    maximum_fee: tree.MaximumFee | None
    jump: JumpLimit | None
    notes: tuple[str, ...]
    assumption: str | None
