"""What happens when at a tranche more turns out to have been paid than is due."""

from __future__ import annotations

from ..document.model import Clause
from ..model.contract import Recovery
from .sharing import payers, receivers, several
from .sources import lines_of
from .wording import Writer


def recovery(w: Writer) -> list[Clause]:
    """Whether an overpayment is paid back at once or waits, who pays it back, and what parties do who share."""
    found = w.contract.recovery
    if found is None:
        return []
    mark = w.mark(found.assumption, "wat er gebeurt als te veel is betaald")
    words = _paid_back(w, found, mark) if found.pay_back else _netted(w, mark)
    return [Clause(text=words, source=lines_of(found))]


def _paid_back(w: Writer, found: Recovery, mark: str) -> str:
    within = "" if found.within is None else f" binnen {found.within} na de datum van betaling van die tranche"
    giving, taking = _names(w)
    return (
        f"Blijkt bij een tranche dat te veel is betaald, dan wordt het teveel{within} "
        f"door {giving} aan {taking} terugbetaald{mark}.{_own_part(w, found)}"
    )


def _netted(w: Writer, mark: str) -> str:
    payments = w.contract.payments
    paying, receiving = several(payers(payments)), several(receivers(payments))
    giving, taking = _names(w)
    apart = ""
    if len(payments) > 1:
        apart = (
            f" Dit wordt voor iedere betaling uit {w.article('betaling')} afzonderlijk bepaald; betalingen met dezelfde betalers "
            "worden samen genomen."
        )
    each = []
    if receiving:
        each.append("iedere ontvanger betaalt terug wat deze te veel heeft ontvangen")
    if paying:
        each.append("iedere betaler krijgt terug wat deze te veel heeft betaald")
    return (
        "Blijkt bij een tranche vóór de eindafrekening dat te veel is betaald, dan wordt bij die tranche niets betaald en "
        f"wordt het teveel met de volgende tranches verrekend{mark}.{apart}{_waiting(paying, receiving)} "
        f"Wat bij de eindafrekening nog te veel is betaald, is op de datum van de eindafrekening opeisbaar en wordt door {giving} aan "
        f"{taking} terugbetaald{': ' if each else ''}{', en '.join(each)}."
    )


def _names(w: Writer) -> tuple[str, str]:
    """Who pays back and to whom: the one receiver or payer by name, several by what they are."""
    payments = w.contract.payments
    giving, taking = receivers(payments), payers(payments)
    return (
        w.party(next(iter(giving))) if len(giving) == 1 else "de ontvangers",
        w.party(next(iter(taking))) if len(taking) == 1 else "de betalers",
    )


def _own_part(w: Writer, found: Recovery) -> str:
    """What a party does whose own part turns out lower, where what is paid or received together is split."""
    payments = w.contract.payments
    paying, receiving = several(payers(payments)), several(receivers(payments))
    giving, taking = _names(w)
    when = "bij die tranche" if found.within is None else f"binnen {found.within}"
    words = ""
    if receiving:
        others = "" if paying else f" De andere ontvangers krijgen van {taking} wat hun toekomt."
        words = (
            " Heeft een ontvanger meer ontvangen dan het deel dat tot en met een tranche aan die ontvanger toekomt, "
            f"dan betaalt die ontvanger het meerdere {when} terug aan {taking}, voor zover het niet wordt verrekend met wat "
            f"bij dezelfde tranche verder aan die ontvanger toekomt.{others}"
        )
    if paying and receiving:
        return (
            f"{words} Een betaler die meer heeft betaald dan het eigen deel, krijgt het meerdere op dezelfde wijze terug van de "
            "ontvangers die te veel hebben ontvangen en de betalers die minder hebben betaald dan hun deel."
        )
    if paying:
        words = (
            " Heeft een betaler meer betaald dan het deel dat tot en met een tranche ten laste van die betaler komt, "
            f"dan krijgt die betaler het meerdere {when} terug van {giving}, voor zover het niet wordt verrekend met wat "
            "bij dezelfde tranche verder ten laste van die betaler komt. De andere betalers betalen dan wat nog ten laste "
            "van hen komt."
        )
    return words


def _waiting(paying: bool, receiving: bool) -> str:
    """That nobody gives anything back before the final settlement, where several parties share."""
    if not (paying or receiving):
        return ""
    if paying and receiving:
        who, did, does = "een betaler of ontvanger", "betaald of ontvangen", "betaalt of ontvangt"
    elif paying:
        who, did, does = "een betaler", "betaald", "betaalt"
    else:
        who, did, does = "een ontvanger", "ontvangen", "ontvangt"
    return (
        f" Is in totaal niet te veel betaald, maar heeft {who} meer {did} dan het eigen deel tot en met die tranche, dan "
        f"{does} deze bij die tranche niets. Het bedrag van de tranche wordt dan over de anderen verdeeld, naar "
        "verhouding van wat van ieder deel nog openstaat."
    )
