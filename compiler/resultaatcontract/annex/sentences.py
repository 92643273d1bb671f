"""Expressions of the model → Dutch: noun phrases for values, sentences for conditions.

A condition is said in two orders of words: as a sentence («“Werk” op “T1” is ja») and after a conjunction
(«als “Werk” op “T1” ja is»). Titles stand between quotation marks, so that any title fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from ..document.model import Item
from ..model.bounds import bounds
from ..model.contract import Attribute, Indicator, PartyGroup, Period
from ..model.expressions import (
    COMPARISONS,
    Aggregate,
    Apply,
    DayOf,
    Expr,
    ForEach,
    Function,
    Given,
    HasChoice,
    InYear,
    Kind,
    Literal,
    Measured,
    Operator,
    OverPeriods,
    PrincipalOf,
    ResultOf,
    Settled,
    Shifted,
    Way,
)
from ..model.typing import constant_value
from ..text import writing
from .phrases import (
    AGAINST,
    ALL_OF_THEM,
    BELOW_ZERO,
    CHANGES,
    DATES,
    LONG,
    OPPOSITE,
    PRODUCTS,
    ROUNDINGS,
    SUMS,
    THAN,
    YEARLY,
    Phrase,
    flattened,
    inward,
    same_measurement,
    signed_terms,
)
from .wording import Writer, at_moment, before, each_of, listing, measured, quoted, text


@dataclass(frozen=True, slots=True)
class Sentences:
    """Puts the expressions of one contract into words."""

    writer: Writer
    indicator: Indicator | None = None  # whose clause this is: its result is simply «het resultaat»
    worked_out: bool = True  # whether a sum of known values is also said as the one value that it is
    among: str = ""  # which participants are meant within a condition on each value of an attribute apart
    whose: str = ""  # whose a measurement per party is, where the sentence is about one of them

    # -------------------------------------------------------------- conditions

    def requirement(self, lead: str, condition: Expr) -> Item:
        """«Het resultaat is behaald als …»; several conditions become items."""
        parts, both = self._parts(condition)
        if len(parts) == 1:
            only = parts[0]
            if isinstance(only, _ForEach):
                return only.inner.requirement(f"{lead} {only.lead}", only.condition)
            return self._listed_comparison(lead, condition) or Item(f"{lead} {only.said(True)}.")
        which = "elk van de volgende voorwaarden" if both else "ten minste één van de volgende voorwaarden"
        word = "en" if both else "of"
        items = [f"{part.said(False)};" for part in parts[:-2]]
        items += [f"{parts[-2].said(False)}; {word}", f"{parts[-1].said(False)}."]
        return Item(f"{lead} aan {which} is voldaan:", tuple(Item(one) for one in items))

    def _listed_comparison(self, lead: str, condition: Expr) -> Item | None:
        """A comparison whose left side is long: its parts as items."""
        if not isinstance(condition, Apply) or condition.operator not in COMPARISONS:
            return None
        left, right = condition.arguments
        each = (
            isinstance(left, Apply)
            and (left.operator, condition.operator) in ALL_OF_THEM
            and len(self.value(left)) > LONG
        )
        if isinstance(left, Apply) and each:
            head = f"{lead} elk van de volgende waarden {THAN[condition.operator]} {self.value(right)} is:"
            return Item(head, self._items([self.value(one) for one in left.arguments]))
        listed = self.listed(left)
        if listed is None:
            return None
        head, items = listed
        than = "gelijk aan" if condition.operator is Operator.EQUAL else THAN[condition.operator]
        return Item(f"{lead} {head} {than} {self.value(right)} is. Die waarden zijn:", items)

    def listed(self, value: Expr) -> tuple[str, tuple[Item, ...]] | None:
        """«het laagste van de volgende waarden» with the values as items; None when one sentence holds it easily."""
        if not isinstance(value, Apply) or len(self.value(value)) <= LONG:
            return None
        match value.operator:
            case Operator.HIGHEST | Operator.LOWEST:
                which = "hoogste" if value.operator is Operator.HIGHEST else "laagste"
                return f"het {which} van de volgende waarden", self._items([self.value(one) for one in value.arguments])
            case Operator.ADD | Operator.SUBTRACT if value.arguments[0].kind is not Kind.DATE:
                added, taken = signed_terms(value)
                if len(added) > 1:
                    less = f", verminderd met {listing([self._argument(one, ()) for one in taken])}" if taken else ""
                    head = f"de som van de volgende waarden{less}"
                    return head, self._items([self.value(one) for one in added])
        difference = self._listed_difference(value)
        if difference is not None:
            return difference
        if value.operator is Operator.MULTIPLY:
            for part, other in (value.arguments, value.arguments[::-1]):
                difference = self._listed_difference(part)
                if difference is not None:
                    return f"{self._argument(other, ())} maal {difference[0]}", difference[1]
        return None

    def _listed_difference(self, value: Expr) -> tuple[str, tuple[Item, ...]] | None:
        """One value less another, as items."""
        if not isinstance(value, Apply) or value.operator not in (Operator.SUBTRACT, Operator.RISE, Operator.FALL):
            return None
        more, less = value.arguments if value.operator is not Operator.FALL else value.arguments[::-1]
        if more.kind is Kind.DATE:
            return None
        head = "het verschil tussen de volgende waarden, de eerste min de tweede"
        return head, self._items([self.value(more), self.value(less)])

    def _items(self, shown: list[str]) -> tuple[Item, ...]:
        """Values as the items of a list."""
        ended = [f"{one};" for one in shown[:-2]] + [f"{shown[-2]}; en", f"{shown[-1]}."]
        return tuple(Item(one) for one in ended)

    def limited(self, value: Expr) -> tuple[Expr, str]:
        """A value without the fixed bound that it has in `hoogste van` or `laagste van`, and that bound as a sentence."""
        if not isinstance(value, Apply) or value.operator not in (Operator.HIGHEST, Operator.LOWEST):
            return value, ""
        fixed = [one for one in value.arguments if isinstance(one, Literal | Given)]
        free = [one for one in value.arguments if one not in fixed]
        if len(fixed) != 1 or len(free) != 1:
            return value, ""
        if value.operator is Operator.LOWEST:
            return free[0], f" Het resultaat is ten hoogste {self.value(fixed[0])}."
        if constant_value(fixed[0]) == 0:
            return free[0], " Het resultaat is nooit lager dan nul."
        return free[0], f" Het resultaat is ten minste {self.value(fixed[0])}."

    def condition(self, condition: Expr) -> str:
        """The condition after a conjunction: «“Werk” op “T1” ja is»."""
        return self._said(condition, True)

    def statement(self, condition: Expr) -> str:
        """The condition as a sentence by itself: «“Werk” op “T1” is ja»."""
        return self._said(condition, False)

    def _said(self, condition: Expr, subordinate: bool) -> str:
        parts, both = self._parts(condition)
        said = []
        for part in parts:
            words = part.said(subordinate)
            said.append(f"({words})" if len(parts) > 1 and isinstance(part, _Several | _ForEach) else words)
        if len(said) == 1:
            return said[0]
        return f"{', '.join(said[:-1])} {'en' if both else 'of'} {said[-1]}"

    def _parts(self, condition: Expr) -> tuple[list[Phrase | _Several | _ForEach], bool]:
        """The parts of a condition, and whether all must hold (else one of them)."""
        condition = inward(condition)
        if not isinstance(condition, Apply) or condition.operator not in (Operator.BOTH, Operator.EITHER):
            return [self._phrase(condition)], True
        if condition.each is not None:
            return [_ForEach(self, condition.each)], True
        both = condition.operator is Operator.BOTH
        flat = flattened(condition, condition.operator)
        parts: list[Phrase | _Several | _ForEach] = []
        index = 0
        while index < len(flat):
            run = same_measurement(flat, index) if both else 1
            if run > 1:
                parts.append(self._at_moments(flat[index : index + run]))
            else:
                parts.append(self._phrase(flat[index]))
            index += run
        return parts, both

    def _at_moments(self, conditions: list[Expr]) -> Phrase:
        """The same yes/no measurement at several moments."""
        negated = isinstance(conditions[0], Apply)
        inner = [one.arguments[0] if isinstance(one, Apply) else one for one in conditions]
        moments = [at_moment(one.moment) for one in inner if isinstance(one, Measured) and one.moment is not None]
        first = inner[0]
        assert isinstance(first, Measured)
        both = f"zowel {moments[0]} als {moments[1]}" if len(moments) == 2 else listing(moments)
        each = "" if len(moments) == 2 else "telkens "
        return Phrase(f"{quoted(first.measurement.title)} {both}", f"{each}nee" if negated else f"{each}ja")

    def _phrase(self, condition: Expr) -> Phrase | _Several | _ForEach:
        match condition:
            case Apply(each=ForEach(function=None) as each):
                return _ForEach(self, each)
            case Measured(measurement=measurement, moment=moment):
                return Phrase(measured(measurement, moment, self.whose), "ja")
            case ResultOf(title=title):
                return Phrase(f"de indicator {quoted(title)}", "", "behaald")
            case HasChoice(attribute=attribute, choice=choice):
                chosen = quoted(dict(attribute.choices)[choice])
                return Phrase(f"het kenmerk {quoted(attribute.title)}", f"als {chosen}", "vastgelegd")
            case Given(constant=constant):
                return Phrase(quoted(constant.title), "ja")
            case Apply(operator=Operator.NOT, arguments=(inner,)):
                return self._not(inner)
            case Apply(operator=operator) if operator in COMPARISONS:
                return self._comparison(condition)
            case Apply(operator=Operator.BOTH | Operator.EITHER):
                return _Several(self, condition)
        return Phrase(self.value(condition), "ja")

    def _not(self, inner: Expr) -> Phrase | _Several | _ForEach:
        """What is said of a condition that isn't met; of one on each of several, that it isn't met for some."""
        match inner:
            case Measured(measurement=measurement, moment=moment):
                return Phrase(measured(measurement, moment, self.whose), "nee")
            case ResultOf(title=title):
                return Phrase(f"de indicator {quoted(title)}", "niet", "behaald")
            case HasChoice(attribute=attribute, choice=choice):
                chosen = quoted(dict(attribute.choices)[choice])
                return Phrase(f"het kenmerk {quoted(attribute.title)}", f"niet als {chosen}", "vastgelegd")
            case Apply(operator=Operator.NOT, arguments=(again,)):
                return self._phrase(again)
            case Apply(each=ForEach(function=None) as each):
                return _ForEach(self, each, negated=True)
            case Apply(operator=operator, arguments=arguments) if operator in COMPARISONS:
                opposite = Apply(inner.kind, inner.level, inner.span, OPPOSITE[operator], arguments)
                return self._comparison(opposite)
        return Phrase("het", "niet zo", f"dat {self._said(inner, True)}")

    def _comparison(self, condition: Apply) -> Phrase:
        left, right = condition.arguments
        operator = condition.operator
        if left.kind is Kind.DATE:
            when = f"{DATES[operator]} {self.value(right)}"
            before, after = ("", when) if _ends_in_clause(right) else (when, "")
            return Phrase(self.closed(left), before, after, "ligt")
        change = self._change(left, operator, right)
        if change is not None:
            return change
        if operator in (Operator.EQUAL, Operator.UNEQUAL):
            equal = "gelijk" if operator is Operator.EQUAL else "niet gelijk"
            return Phrase(self.closed(left), equal, f"aan {self.value(right)}")
        known = constant_value(right)
        if known is None:
            than, word = AGAINST[operator]
            return Phrase(self.closed(left), than, f"{word} {self.value(right)}")
        below = isinstance(known, Fraction) and known < 0
        return Phrase(self.closed(left), f"{(BELOW_ZERO if below else THAN)[operator]} {self.value(right)}")

    def _change(self, left: Expr, operator: Operator, right: Expr) -> Phrase | None:
        """«is ten minste 2 hoger dan op “T0”», for a rise or fall against a fixed bound that isn't negative."""
        if not isinstance(left, Apply) or left.operator not in CHANGES:
            return None
        if not isinstance(right, Literal) or not isinstance(right.value, Fraction) or right.value < 0:
            return None
        if operator not in (Operator.AT_LEAST, Operator.MORE) or (operator is Operator.AT_LEAST and not right.value):
            return None
        later, earlier = left.arguments
        if not isinstance(later, Measured) or not isinstance(earlier, Measured | Given | Literal):
            return None
        relative = left.operator in (Operator.RELATIVE_RISE, Operator.RELATIVE_FALL)
        lowest = bounds(earlier)[0]
        if relative and (lowest is None or lowest < 0):
            return None
        way = "hoger" if left.operator in (Operator.RISE, Operator.RELATIVE_RISE) else "lager"
        if right.value:
            points = left.kind is Kind.PERCENT and not relative
            size = f"{writing.number(right.value * 100)} procentpunt" if points else self.value(right)
            way = f"{THAN[operator]} {size} {way}"
        same = isinstance(earlier, Measured) and earlier.measurement == later.measurement
        if same and isinstance(earlier, Measured) and earlier.moment is not None:
            return Phrase(self.value(later), way, f"dan {at_moment(earlier.moment)}")
        return Phrase(self.value(later), way, f"dan {self.value(earlier)}")

    # -------------------------------------------------------------- values

    def value(self, value: Expr) -> str:
        """A noun phrase: «50% van “Besparing”»; a sum of known values is worked out: «€ 90,00 (2 maal € 45,00)»."""
        sum_of_known = self._worked_out(value)
        if sum_of_known is not None:
            return f"{self.writer.value(sum_of_known, value.kind)} ({replace(self, worked_out=False).value(value)})"
        if self.is_own_result(value):
            return "het resultaat"
        w = self.writer
        match value:
            case Literal(value=known, kind=kind):
                return w.value(known, kind)
            case Given(constant=constant):
                return f"{quoted(constant.title)} ({w.value(constant.value, constant.kind)})"
            case Measured(measurement=measurement, moment=moment):
                return measured(measurement, moment, self.whose)
            case ResultOf(title=title):
                return f"het resultaat van de indicator {quoted(title)}"
            case PrincipalOf(loan=loan):
                return f"de hoofdsom van de lening {quoted(loan.title)} ({w.money(loan.principal)})"
            case Shifted(start=start, words=words):
                return f"de dag die {before(text(words))} {self._argument(start, ())} valt"
            case DayOf(moment=moment):
                return quoted(moment.title)
            case InYear(series=series, day=day):
                falls = f"{self.value(day)} valt"
                if isinstance(day, DayOf) and day.moment.period is not None:
                    falls = f"{'de periode' if day.moment.day is None else self.value(day)} eindigt"
                return f"{YEARLY[series.kind]} van {quoted(series.title)} in het kalenderjaar waarin {falls}"
            case Aggregate():
                return replace(self, indicator=None)._aggregate(value)
            case OverPeriods(function=function, value=inner, period=period):
                name = "de som" if function is Function.SUM else "het gemiddelde"
                shown = replace(self, indicator=None)._argument(inner, ())
                return f"{name} van {shown} over de perioden {quoted(period.title)}"
            case Apply(each=ForEach(value=inner, of=PartyGroup() as group, function=Function() as function)):
                name = "de som" if function is Function.SUM else "het gemiddelde"
                shown = replace(self, indicator=None)._argument(inner, ())
                return f"{name} van {shown} over {each_of(group).removeprefix('ieder van ')}"
            case Apply(operator=operator, arguments=arguments):
                return self._operation(value, operator, arguments)
            case HasChoice():
                return self._said(value, True)
            case Settled():
                return self._settled(value)

    def _settled(self, value: Settled) -> str:
        """«het bedrag dat in 2028 ten laste komt van de Gemeente»."""
        when = "in totaal"
        if value.tranche is not None:
            when = f"in de tranche {quoted(value.when)}"
        elif value.year is not None:
            when = f"in {value.when}"
        match value.way:
            case Way.TOTAL:
                return f"het bedrag dat {when} door alle betalers samen wordt betaald"
            case Way.ENTITLEMENT:
                return "het recht bij de eindafrekening" if value.tranche is None else f"het recht {when}"
            case Way.INDICATOR:
                return f"het bedrag dat {when} wordt betaald voor de indicator {quoted(value.title)}"
            case Way.PAYS:
                return f"het bedrag dat {when} ten laste komt van {text(value.title)}"
            case Way.RECEIVES:
                return f"het bedrag dat {when} wordt ontvangen door {text(value.title)}"

    def _worked_out(self, value: Expr) -> Fraction | None:
        """What a sum of known values comes to."""
        if not self.worked_out or not isinstance(value, Apply) or value.operator is Operator.NEGATE:
            return None
        known = constant_value(value)
        return known if isinstance(known, Fraction) else None

    def is_own_result(self, value: Expr) -> bool:
        """Whether the value is the result of the indicator whose clause this is, by its own name or by what it is."""
        own = self.indicator
        if own is None:
            return False
        if isinstance(value, ResultOf) and value.indicator == own.name:
            return True
        return value.kind is not Kind.YES_NO and not isinstance(value, Literal | Given) and value == own.result

    def _operation(self, value: Apply, operator: Operator, arguments: tuple[Expr, ...]) -> str:
        def argument(index: int, *unbracketed: Operator) -> str:
            return self._argument(arguments[index], unbracketed)

        match operator:
            case Operator.ADD if isinstance(arguments[0], Apply) and arguments[0].operator is Operator.NEGATE:
                return f"{argument(1)} min {self._argument(arguments[0].arguments[0], ())}"
            case Operator.ADD:
                return f"{argument(0, *SUMS)} plus {argument(1)}"
            case Operator.SUBTRACT if arguments[0].kind is Kind.DATE:
                return f"het aantal dagen van {argument(1)} tot {argument(0)}"
            case Operator.SUBTRACT:
                return f"{argument(0, *SUMS)} min {argument(1)}"
            case Operator.MULTIPLY:
                return f"{argument(0, Operator.MULTIPLY)} maal {argument(1)}"
            case Operator.DIVIDE:
                return f"{argument(0, Operator.MULTIPLY)} gedeeld door {argument(1)}"
            case Operator.PERCENT_OF:
                return f"{argument(0)} van {argument(1)}"
            case Operator.NEGATE:
                return f"min {argument(0)}"
            case Operator.HIGHEST | Operator.LOWEST:
                return self._extreme(operator, arguments)
            case Operator.RISE | Operator.FALL | Operator.RELATIVE_RISE | Operator.RELATIVE_FALL:
                return self._difference(value)
            case Operator.ROUND | Operator.ROUND_DOWN | Operator.ROUND_UP:
                return f"{argument(0, *SUMS, *PRODUCTS)}, {self.rounding(value)}"
        return self._said(value, True)

    def rounding(self, value: Apply) -> str:
        """«naar beneden afgerond op een geheel getal»."""
        unit = value.arguments[1]
        whole = isinstance(unit, Literal) and unit.value == 1 and unit.kind is Kind.NUMBER
        to = "een geheel getal" if whole else f"een veelvoud van {self.value(unit)}"
        return f"{ROUNDINGS[value.operator]} op {to}"

    def _extreme(self, operator: Operator, arguments: tuple[Expr, ...]) -> str:
        """«het hoogste van “Kosten” en “Raming”»."""
        which = "hoogste" if operator is Operator.HIGHEST else "laagste"
        shown = [self._argument(one, ()) for one in arguments]
        return f"het {which} van {listing(shown)}"

    def _difference(self, value: Apply) -> str:
        later, earlier = value.arguments
        relative = value.operator in (Operator.RELATIVE_RISE, Operator.RELATIVE_FALL)
        name = "stijging" if value.operator in (Operator.RISE, Operator.RELATIVE_RISE) else "daling"
        kind = "procentuele " if relative else ""
        points = " in procentpunten" if value.kind is Kind.PERCENT and not relative else ""
        if isinstance(later, Measured) and isinstance(earlier, Measured) and later.measurement == earlier.measurement:
            assert later.moment is not None
            assert earlier.moment is not None
            title, start, end = later.measurement.title, earlier.moment.title, later.moment.title
            return f"de {kind}{name}{points} van {quoted(title)} van {quoted(start)} naar {quoted(end)}"
        shown = (self._argument(later, ()), self._argument(earlier, ()))
        if points:
            return f"{shown[0]} min {shown[1]}" if name == "stijging" else f"{shown[1]} min {shown[0]}"
        return f"de {kind}{name} van {shown[0]} ten opzichte van {shown[1]}"

    def _aggregate(self, value: Aggregate) -> str:
        w = self.writer
        holds = None if value.condition is None else f"{w.by} {self._said(value.condition, True)}"
        many = f"{w.many}{self.among}"
        match value.function:
            case Function.COUNT:
                return f"het aantal {many}" + (f" {holds}" if holds else "")
            case Function.SHARE:
                among = f"alle {many}"
                if value.among is not None:
                    among = f"de {many} {w.by} {self._said(value.among, True)}"
                return f"het aandeel van de {many} {holds}, berekend over {among}"
        assert value.value is not None
        shown = self._argument(value.value, ())
        name = "de som" if value.function is Function.SUM else "het gemiddelde"
        if holds is None:
            return f"{name} van {shown} over alle {many}"
        over = " over" if value.function is Function.SUM else ", berekend over"
        return f"{name} van {shown}{over} de {many} {holds}"

    def _argument(self, value: Expr, unbracketed: tuple[Operator, ...]) -> str:
        """A value within a larger one, in brackets where it would else be read differently."""
        if self.is_own_result(value):
            return self.value(value)
        match value:
            case Apply(operator=Operator.HIGHEST | Operator.LOWEST as extreme, arguments=arguments) if (
                extreme not in unbracketed and self._worked_out(value) is None
            ):
                return f"({self._held(extreme, arguments)})"
        shown = self.value(value)
        match value:
            case Literal() | Given() | Measured() | ResultOf() | PrincipalOf() | DayOf():
                return shown
            case Aggregate(function=Function.COUNT, condition=None) | Apply(each=ForEach()):
                return shown
            case Apply(operator=operator) if operator in unbracketed or self._worked_out(value) is not None:
                return shown
        return f"({shown})"

    def _held(self, operator: Operator, arguments: tuple[Expr, ...]) -> str:
        """«“Maanden” op “Einde”, waarbij meer dan 12 als 12 telt», for one measured value and one that is fixed."""
        fixed = [one for one in arguments if isinstance(one, Literal | Given)]
        free = [one for one in arguments if isinstance(one, Measured)]
        if len(arguments) != 2 or not fixed or not free:
            return self._extreme(operator, arguments)
        held = "nul" if constant_value(fixed[0]) == 0 else self.value(fixed[0])
        beyond = "minder" if operator is Operator.HIGHEST else "meer"
        return f"{self.value(free[0])}, waarbij {beyond} dan {held} als {held} telt"

    def closed(self, value: Expr) -> str:
        """The value where the sentence goes on; a phrase that ends in a clause gets the comma that closes it."""
        shown = self.value(value)
        return f"{shown}," if _ends_in_clause(value) else shown


def _ends_in_clause(value: Expr) -> bool:
    """Whether the words for a value end in a clause with a verb of its own («… waarbij “Werk” ja is»)."""
    match value:
        case Aggregate(condition=condition):
            return condition is not None
        case Settled(way=way):
            return way is not Way.ENTITLEMENT
    return isinstance(value, InYear | Shifted)


@dataclass(frozen=True, slots=True)
class _ForEach:
    """A condition that holds for each of several apart; `negated`: that doesn't hold for at least one of them."""

    sentences: Sentences
    each: ForEach
    negated: bool = False

    @property
    def which(self) -> str:
        """«voor ieder van de Financiers afzonderlijk», «over ten minste één periode “Halfjaar”»."""
        some, apart = ("ten minste één", "") if self.negated else ("iedere", " afzonderlijk")
        match self.each.of:
            case PartyGroup() as group:
                whole = each_of(group)
                return f"voor {some + whole.removeprefix('ieder') if self.negated else whole}{apart}"
            case Period(title=title):
                return f"over {some} periode {quoted(title)}{apart}"
            case Attribute(title=title, choices=choices):
                values = listing([quoted(chosen) for _, chosen in choices], "of" if self.negated else "en")
                return f"voor {some} waarde van het kenmerk {quoted(title)} ({values}){apart}"

    @property
    def lead(self) -> str:
        """The same before a subordinate clause; without «afzonderlijk» one title would stand against the next."""
        return f"{self.which} geldt dat" if self.negated else self.which

    @property
    def condition(self) -> Expr:
        """What holds for each, or doesn't for one of them."""
        value = self.each.value
        if not self.negated:
            return value
        return inward(Apply(value.kind, value.level, value.span, Operator.NOT, (value,)))

    @property
    def inner(self) -> Sentences:
        """Says the condition: what is taken over participants, is taken over those with the value."""
        if isinstance(self.each.of, Attribute):
            return replace(self.sentences, among=" met die waarde")
        return self.sentences

    def said(self, subordinate: bool) -> str:
        words = self.inner._said(self.condition, True)
        return f"{self.lead if subordinate else f'{self.which} geldt dat'} {words}"


@dataclass(frozen=True, slots=True)
class _Several:
    """Conditions within a condition."""

    sentences: Sentences
    condition: Expr

    def said(self, subordinate: bool) -> str:
        return self.sentences._said(self.condition, subordinate)
