"""Limits, deductions and roundings in words, for every level at which the language allows them."""

from __future__ import annotations

from ..model.contract import Cap, Contract, Deduction, Direction, Discount, Floor, Group, RoundTo, Step
from ..model.expressions import Expr
from ..model.typing import constant_value
from .sentences import Sentences
from .wording import Writer, capital

_WAYS = {
    Direction.HALF_AWAY: "Ligt het bedrag precies midden tussen twee veelvouden, dan geldt het veelvoud dat het verst van nul ligt.",
    Direction.DOWN: "Er wordt altijd naar beneden afgerond.",
    Direction.UP: "Er wordt altijd naar boven afgerond.",
}


def step_sentences(w: Writer, steps: tuple[Step, ...], subject: str) -> list[str]:
    """One or two sentences for each step, in the order of the text. `subject`: «de vergoeding voor deze indicator»."""
    return [_step(w, step, subject) for step in steps]


def _step(w: Writer, step: Step, subject: str) -> str:
    s = Sentences(w)
    it = capital(subject)
    match step:
        case Cap(amount=amount):
            mark = w.mark(step.assumption, f"het maximum van {subject}")
            return f"{it} is ten hoogste {s.value(amount)}{mark}."
        case Floor(amount=amount):
            mark = w.mark(step.assumption, f"het minimum van {subject}")
            if step.at_the_end:
                return f"Bij de eindafrekening is {subject} ten minste {s.value(amount)}{mark}. Een lager bedrag wordt dan tot dat minimum aangevuld."
            if constant_value(amount) == 0:
                return f"{it} is nooit lager dan nul{mark}. Een lager bedrag wordt tot nul aangevuld."
            return f"{it} is ten minste {s.value(amount)}{mark}. Een lager bedrag wordt tot dat minimum aangevuld."
        case Discount(share=share, condition=condition):
            mark = w.mark(step.assumption, f"de korting op {subject}")
            return f"{_when(s, condition, f'op {subject}')} een korting van {s.value(share)} toegepast{mark}."
        case Deduction(amount=amount, condition=condition):
            mark = w.mark(step.assumption, f"de aftrek van {subject}")
            words = f"{_when(s, condition, f'van {subject}')} {s.value(amount)} afgetrokken{mark}."
            return f"{words} Door de aftrek wordt een bedrag niet lager dan nul."
        case RoundTo(unit=unit, direction=direction):
            mark = w.mark(step.assumption, f"de afronding van {subject}")
            return f"{it} wordt afgerond op een veelvoud van {w.money(unit)}{mark}. {_WAYS[direction]}"


def _when(s: Sentences, condition: Expr | None, place: str) -> str:
    """«Van de vergoeding wordt», «Als …, wordt van de vergoeding»."""
    return f"{capital(place)} wordt" if condition is None else f"Als {s.condition(condition)}, wordt {place}"


def floors_above(contract: Contract) -> list[Floor]:
    """The minimums above a single indicator: what they add is no indicator's."""
    steps: list[Step] = [*contract.participant_steps, *contract.steps]
    for part in contract.parts:
        if isinstance(part, Group):
            steps += [*part.participant_steps, *part.steps]
    for level in contract.levels:
        steps += [step for _, step in level.steps]
    return [step for step in steps if isinstance(step, Floor)]


def all_steps(contract: Contract) -> list[Step]:
    """Every step of the contract, at whatever level."""
    steps: list[Step] = [*contract.participant_steps, *contract.steps]
    for part in contract.parts:
        steps += [*part.participant_steps, *part.steps]
        if isinstance(part, Group):
            for indicator in part.indicators:
                steps += [*indicator.participant_steps, *indicator.steps]
    for level in contract.levels:
        steps += [step for _, step in level.steps]
    return steps
