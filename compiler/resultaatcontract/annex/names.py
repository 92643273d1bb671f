"""The plan's labels in the words of the annex."""

from __future__ import annotations

import re
from fractions import Fraction

from ..model.contract import Contract, Floor
from ..model.expressions import Expr, Kind
from ..model.typing import constant_value
from ..text.reading import decimals
from .elements import elements, expressions, of_whichever
from .sentences import Sentences
from .wording import Writer, capital, quoted, text
from .wording import measured as at


class Names:
    """The plan's labels in the words of the annex: a label may quote the source text of an amount."""

    def __init__(self, w: Writer, contract: Contract) -> None:
        s = Sentences(w)
        self.w = w
        self.many = w.many
        self.counted = f"Het aantal {w.many}"  # how a count of participants begins
        self.scale = 10 ** decimals(contract.currency)
        self.sign = w.money(Fraction(0)).partition("\u00a0")[0] + "\u00a0"
        self._called = {one.name: one.called for one in contract.parties}
        floors = [one.amount for one in elements(contract) if isinstance(one, Floor)]
        at_zero = floors and all(constant_value(one) == 0 for one in floors)
        self.minimum = "Aanvulling tot nul" if at_zero else "Aanvulling tot het minimum"
        self.words: dict[str, str] = {}
        self.phrases: set[str] = set()  # the words of expressions, as labels
        for expression in expressions(contract):
            self._add(s, expression)
        self._measured = {}
        for one in contract.measurements:
            for moment in one.moments or (None,):
                self._measured[one.title if moment is None else f"{one.title} op {moment.title}"] = at(one, moment)

    def _add(self, s: Sentences, expression: Expr) -> None:
        expression = of_whichever(expression)
        words = s.condition(expression) if expression.kind is Kind.YES_NO else s.value(expression)
        self.words.setdefault(expression.span.text, words)
        self.phrases.add(capital(words))

    def measured(self, label: str) -> str:
        """How the annex calls a measurement: «“Betaald werk” op “Einde”»."""
        return self._measured.get(label, quoted(label))

    def money(self, value: int) -> str:
        """An amount in smallest units."""
        return self.w.money(Fraction(value, self.scale))

    def source_name(self, party: str) -> str:
        """How the plan's labels call a party."""
        return self._called.get(party, "de deelnemers")

    def label(self, label: str) -> str:
        """The label as a step of a calculation, with a capital."""
        label = label.replace("Aanvulling tot het minimum", self.minimum)
        for mark in (", ten hoogste ", ", aanvulling tot ", ", na korting van ", ", na aftrek van "):
            head, found, tail = label.rpartition(mark)
            if found:
                year = re.search(r" in [0-9]{4}$", tail)
                amount, rest = (tail[: year.start()], year.group()) if year else (tail, "")
                return capital(f"{text(head)}{mark}{self.words.get(amount, text(amount))}{rest}")
        return capital(self.words.get(label, text(label)))
