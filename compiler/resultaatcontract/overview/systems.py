"""The systems that contracts/ states, and how a contract says which one it is.

The first line of a contract is `# Systeem A16: …` or `# Systeem A1, …: …`; nothing else counts.
"""

from __future__ import annotations

import re

SYSTEMS = {
    "A1": "De ladder van afspraken",
    "A2": "Betaaltabel Leeuwarden Oost",
    "A3": "Resultaatcontract, Social Impact Bond en individuele resultaatbetaling",
    "A4": "Buzinezzclub Rotterdam",
    "A5": "Stevig Staan, Noord-Limburg",
    "A6": "Development Impact Bond",
    "A7": "Arbeidstoeleiding Bogotá",
    "A8": "Wake Up Café, Frankrijk",
    "A9": "Ghana Education Outcomes Project",
    "A10": "Bemiddeling bij huwelijken, Sagae",
    "A11": "Life Chances Fund, Verenigd Koninkrijk",
    "A12": "SIPPRA en ARPA-H, Verenigde Staten",
    "A13": "Lening verbonden aan resultaten",
    "A14": "Aanvulling per verkocht muskietennet",
    "A15": "Gesundes Kinzigtal, Duitsland",
    "A16": "Lapset-SIB, Finland",
    "A17": "GelijkGezond",
    "A18": "EIIF Victoria, Australië",
    "A19": "Populatiebekostiging",
    "A20": "Resultatenfonds, drie routes",
    "A21": "Maatwerkbudget",
    "A22": "Sociaal Hospitaal Den Haag",
    "A23": "Betaalafspraken",
    "A24": "Hollandscheveld Verbindt, centrale vergoeding",
    "A25": "Hollands Kroon en Incluzio, structureel ontschot",
    "A26": "Preventiefonds, nationaal en regionaal",
    "A27": "De overige initiatieven",
}
# Stated by a document that leads to the other contracts, not by a contract.
IN_DOCUMENT = {"A27": "docs/initiatieven.md"}

_HEADER = re.compile(r"# Systeem (A[1-9][0-9]?)(?:, [^:\n]+)?: [^\s].*")


def system_of(text: str) -> str | None:
    """The system that a contract's first line names: `A16`; None when it names none of them."""
    match = _HEADER.fullmatch(text.partition("\n")[0])
    return match[1] if match is not None and match[1] in SYSTEMS else None
