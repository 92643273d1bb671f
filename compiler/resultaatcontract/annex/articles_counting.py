"""Which results count at a tranche, and what is done about a date or measurement that isn't there."""

from __future__ import annotations

from ..document.model import Clause
from ..model.contract import Cap, Contract, Deduction, Discount, ExampleParticipant, Floor, Missing, Step
from ..model.expressions import Aggregate, DayOf, Expr, Level, Measured, ResultOf
from ..text import writing
from .articles_limits import limits_in_time
from .elements import elements, expressions
from .limits import all_steps
from .wording import Writer, listing, quoted


def counting(w: Writer) -> list[Clause]:
    """From which tranche on a result counts, what dates that needs, and when a tranche is paid that comes late."""
    contract = w.contract
    if not w.timed:
        clause = Clause(text="Bij de eindafrekening tellen alle resultaten mee die zijn vastgesteld.")
        dated = contract.indexation is not None or contract.days_of_years
        return [clause, *(_dates(w) if dated else []), *_late(w)]
    if not contract.measurements and all(one.period is not None for one in contract.indicators):
        words = f"De vergoeding over een periode telt mee als de periode op of vóór de {w.cut_off} is geëindigd."
        return [Clause(text=words)]
    words = (
        "Een resultaat telt bij een tranche mee als alle momenten waarop voor dat resultaat en voor de vergoeding daarvan wordt "
        f"gemeten, op of vóór de {w.cut_off} liggen."
    )
    if contract.in_years:
        words += " Dat geldt ook voor een moment waarvan het kalenderjaar bepaalt welke waarde geldt."
    if any(one.moment.day is None for one in contract.days):  # what the text dates is always known
        words += (
            f" Dat geldt ook voor een moment van een {w.one} waarvan de datum bepaalt of aan een voorwaarde is voldaan."
        )
    if _own_moments(contract):
        last = writing.day(contract.tranches[-1].cut_off)
        words += f" Wat voor een {w.one} wordt gemeten op een moment na {last}, de {w.cut_off} van de eindafrekening, telt nooit mee."
    if any(_counts_participants(one) for one in expressions(contract)):
        words += (
            f" Bij een aantal, aandeel, som of gemiddelde tellen alleen de {w.many} mee {w.of} de metingen die daarvoor "
            f"nodig zijn, een moment op of vóór de {w.cut_off} hebben."
        )
    several = len(contract.tranches) > 1
    if several and any(not one.moments and not one.only_reported for one in contract.measurements):
        words += " Een meting zonder moment telt mee vanaf de laatste tranche."
    return [Clause(text=" ".join((words, *_not_known_yet(contract)))), *_dates(w), *_late(w)]


def _not_known_yet(contract: Contract) -> list[str]:
    """What limits, deductions and discounts do while the measurement that they depend on doesn't count yet."""
    steps = [step for step in all_steps(contract) if _uses_measurement(step)]
    found = []
    maximum = [] if contract.maximum_fee is None else [contract.maximum_fee]
    caps = any(_uses_measurement(one) for one in (*(step for step in steps if isinstance(step, Cap)), *maximum))
    if caps or any(_uses_measurement(one) for one in limits_in_time(contract)):
        found.append("Een bovengrens die van een meting afhangt, is nul zolang die meting niet meetelt.")
    if caps:
        found.append("Wat door een bovengrens van de vergoeding wordt begrensd, is tot dan niet verschuldigd.")
    names = {Floor: "ondergrens", Deduction: "aftrek", Discount: "korting"}
    held = [name for kind, name in names.items() if any(isinstance(step, kind) for step in steps)]
    if held:
        found.append(
            f"Een {listing(held, 'of')} die van een meting afhangt, wordt niet toegepast zolang die meting niet meetelt."
        )
    return found


def _dates(w: Writer) -> list[Clause]:
    """That the date of a participant's own moment has to be recorded; only an example may leave it out."""
    contract = w.contract
    lines = []
    if _own_moments(contract):
        lines.append(
            f"Van iedere meting die op een moment van een {w.one} is gedaan, wordt de datum van dat moment vastgelegd. Is een meting "
            "gedaan en ontbreekt de datum, dan wordt de vergoeding niet vastgesteld voordat de datum is aangevuld."
        )
    years = {one.day.moment.name for one in contract.in_years if isinstance(one.day, DayOf)}
    by_year = {one.base.name: one.base.title for one in contract.days_of_years if one.name in years}
    by_day = {one.base.name: one.base.title for one in contract.days_of_years if one.base.name not in by_year}
    if by_day:
        titles = listing([quoted(one) for one in by_day.values()])
        lines.append(
            f"De datum van {titles} wordt per {w.one} vastgelegd, omdat de vergoeding ervan afhangt. Zonder die datum wordt de "
            "vergoeding niet vastgesteld."
        )
    if by_year:
        titles = listing([quoted(one) for one in by_year.values()])
        lines.append(
            f"De datum van {titles} bepaalt in welk kalenderjaar dat moment valt, en wordt per {w.one} vastgelegd. Zonder die datum "
            "wordt de vergoeding niet vastgesteld."
        )
    if not lines:
        return []
    words = " ".join(lines)
    people = [one for example in contract.examples for one in example.participants]
    if w.timed and any(_lacks_date(contract, one) for one in people):
        when = "vanaf de laatste tranche" if len(contract.tranches) > 1 else "bij de eindafrekening"
        words += f" Noemt een rekenvoorbeeld bij een meting geen datum, dan telt die meting daarin mee {when}."
    return [Clause(text=words)]


def _own_moments(contract: Contract) -> bool:
    """Whether something is measured at a moment that has a date for each participant."""
    return any(
        moment.base.day is None and moment.period is None for one in contract.measurements for moment in one.moments
    )


def _lacks_date(contract: Contract, one: ExampleParticipant) -> bool:
    """Whether an example gives the participant a value at a moment without saying when that was."""
    given, dates = dict(one.values), dict(one.dates)
    return any(
        given.get((measurement.name, moment.name)) is not None and moment.base.name not in dates
        for measurement in contract.measurements
        for moment in measurement.moments
        if moment.base.day is None
    )


def _late(w: Writer) -> list[Clause]:
    """When a tranche is paid that couldn't be worked out in time."""
    contract = w.contract
    absent = []
    if any(one.missing is Missing.ERROR and not one.only_reported for one in contract.measurements):
        absent.append("een meting")
    if contract.days_of_years or (_own_moments(contract) and (w.timed or contract.indexation is not None)):
        absent.append("een datum")
    if not absent:
        return []
    words = (
        f"Kan de vergoeding bij een tranche niet worden vastgesteld omdat {listing(absent, 'of')} ontbreekt, dan wordt de tranche "
        "betaald zodra dat wel kan. In de berekening blijft de datum van betaling gelden die in dit artikel staat."
    )
    return [Clause(text=words)]


def _counts_participants(value: Expr) -> bool:
    """Whether the expression is about all participants of whom something was measured."""
    if not isinstance(value, Aggregate):
        return False
    inner = (value.value, value.condition, value.among)
    return any(isinstance(one, Measured | ResultOf) for part in inner if part is not None for one in elements(part))


def _uses_measurement(step: Step | Expr) -> bool:
    return any(isinstance(one, Measured) and one.level is Level.CONTRACT for one in elements(step))
