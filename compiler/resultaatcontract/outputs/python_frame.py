"""The parts of a built file that are the same for every contract."""

HEAD = '''"""Betaalfunctie van: @TITEL@

Gemaakt door resultaatcontract @VERSIE@ uit een overeenkomst met sha256
@HASH@.
Wijzig dit bestand niet: de overeenkomst is de bron. Alleen de standaardbibliotheek van Python is nodig.

Gebruik:  python betaalfunctie.py metingen.json

Het JSON-bestand is dat van `rc pay`. `deelnemers` is een lijst met per deelnemer haar pseudoniem en een waarde voor elk
van de KOLOMMEN hieronder; `overeenkomst` geeft de metingen voor de hele overeenkomst. Getallen en bedragen hebben een
punt voor de decimalen ("1234.56"), percentages een procentteken ("12.5%"), datums staan als "2027-12-31". Wat niet
wordt herkend of niet kan, wordt geweigerd. `rc pay` leest ook CSV en Excel en meldt alle fouten tegelijk.
"""

import json
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
'''

FOOT = '''# ------------------------------------------------------------------------------
# Uitkomst en invoer.


def per_deelnemer(verdeling, tel, per_profiel, profiel_van):
    """Per rij het bedrag voor elke indicator, in de volgorde van de rijen."""
    nummers = {profiel: nummer for nummer, profiel in enumerate(tel)}
    delen = []
    for bron, bedrag, nummer in verdeling:
        bedragen = [(per_profiel[profiel][nummer], aantal) for profiel, aantal in tel.items()]
        delen.append((bron, over_participants(bedrag, bedragen)))
    return per_participant(delen, ([(nummers[profiel], 1)] for profiel in profiel_van))


def waarde(tekst, kolom, waar):
    """Een waarde uit het JSON-bestand, getoetst en geheel gemaakt; None (0 voor de datum van een moment) als zij ontbreekt."""
    naam, soort, schaal, mag_ontbreken, mogelijk = kolom
    waar = f"{waar}, {naam}"
    if tekst is None or tekst == "":
        if soort == "moment":
            return 0
        if not mag_ontbreken:
            raise SystemExit(f"{waar}: er is geen waarde")
        return None
    if soort == "ja/nee":
        if tekst not in (True, False, "ja", "nee"):
            raise SystemExit(f"{waar}: verwacht ja of nee, gevonden {tekst!r}")
        return tekst in (True, "ja")
    if soort == "keuze":
        for keuze, titel in mogelijk.items():
            if tekst in (keuze, titel):
                return keuze
        raise SystemExit(f"{waar}: verwacht een van {', '.join(mogelijk)}, gevonden {tekst!r}")
    if soort in ("datum", "moment"):
        try:
            return date.fromisoformat(tekst).toordinal()
        except (TypeError, ValueError):
            raise SystemExit(f"{waar}: verwacht een datum als 2027-12-31, gevonden {tekst!r}")
    try:
        if soort != "percentage":
            getal = Fraction(tekst)
        else:
            getal = Fraction(tekst.removesuffix("%").strip()) / 100 if tekst.endswith("%") else None
    except (AttributeError, TypeError, ValueError, ZeroDivisionError):
        getal = None
    if getal is None:
        voorbeeld = "12.5%" if soort == "percentage" else "1234.56"
        raise SystemExit(f"{waar}: verwacht een {soort} als {voorbeeld}, gevonden {tekst!r}")
    laagste, hoogste, stap = map(Fraction, mogelijk)
    if not laagste <= getal <= hoogste or ((getal - laagste) / stap).denominator != 1:
        raise SystemExit(f"{waar}: {tekst!r} valt buiten {laagste} t/m {hoogste} in stappen van {stap}")
    getal = getal * schaal if soort != "bedrag" else getal * 10**DECIMALEN * schaal
    return int(getal) if getal.denominator == 1 else getal


def sleutel(naam):
    """Koppen mogen met en zonder «op» en in elke schrijfwijze van hoofdletters."""
    return " ".join(naam.lower().replace(" op ", " ").split())


def velden(gegeven, kolommen, waar):
    """De waarden van een object in de volgorde van de kolommen; elke sleutel moet bekend zijn."""
    if not isinstance(gegeven, dict):
        raise SystemExit(f"{waar}: verwacht een object")
    over = {sleutel(naam): inhoud for naam, inhoud in gegeven.items()}
    korte = [sleutel(kolom[0]).split(" ")[0] for kolom in kolommen]
    gevonden = []
    for kolom, kort in zip(kolommen, korte):
        naam = sleutel(kolom[0])
        if naam not in over and kort in over and korte.count(kort) == 1:
            naam = kort  # een meting op één moment mag zonder dat moment
        gevonden.append(waarde(over.pop(naam, None), kolom, waar))
    if over:
        raise SystemExit(f"{waar}: onbekend veld {', '.join(map(repr, over))}")
    return tuple(gevonden)


def lees(bestand):
    """Pseudoniemen, rijen en metingen van de overeenkomst uit een JSON-bestand."""
    try:
        with open(bestand, encoding="utf-8") as open_bestand:
            inhoud = json.load(open_bestand, parse_float=str, parse_int=str)
    except OSError:
        raise SystemExit(f"{bestand}: het bestand kan niet worden gelezen")
    except (ValueError, RecursionError):
        raise SystemExit(f"{bestand}: dit is geen JSON-bestand; zie het begin van betaalfunctie.py voor de vorm")
    if not isinstance(inhoud, dict) or not isinstance(inhoud.get("deelnemers", []), list):
        raise SystemExit(f"{bestand}: verwacht een object met deelnemers en overeenkomst")
    namen, rijen = [], []
    for nummer, deelnemer in enumerate(inhoud.get("deelnemers", []), 1):
        if not isinstance(deelnemer, dict):
            raise SystemExit(f"deelnemer {nummer}: verwacht een object")
        deelnemer = dict(deelnemer)
        naam = str(deelnemer.pop(DEELNEMER, "") or deelnemer.pop("deelnemer", ""))
        if not naam or naam in namen:
            raise SystemExit(f"deelnemer {nummer}: er is geen pseudoniem, of het komt twee keer voor")
        namen.append(naam)
        rijen.append(velden(deelnemer, KOLOMMEN, f"deelnemer {naam}"))
    gegeven = velden(inhoud.get("overeenkomst", {}), OVEREENKOMST, "overeenkomst")
    return namen, rijen, {kolom[0]: inhoud for kolom, inhoud in zip(OVEREENKOMST, gegeven)}


def geld(eenheden):
    """Een bedrag als tekst: 1234.56."""
    teken, cijfers = ("-" if eenheden < 0 else ""), str(abs(eenheden)).rjust(DECIMALEN + 1, "0")
    return f"{teken}{cijfers[:-DECIMALEN]}.{cijfers[-DECIMALEN:]}" if DECIMALEN else f"{teken}{cijfers}"


def main():
    """Lees de metingen en druk de uitkomst af."""
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        raise SystemExit("Gebruik: python betaalfunctie.py metingen.json")
    namen, rijen, overeenkomst = lees(sys.argv[1])
    resultaat = betaal(rijen, overeenkomst)
    print(f"{TITEL}: totaal {MUNT} {geld(resultaat['totaal'])}")
    for tranche in resultaat["tranches"]:
        print(f"  {tranche['datum']} {tranche['naam']}: {geld(tranche['totaal'])}")
        for woord, soort in (("betaalt", "betaalt"), ("ontvangt", "ontvangt"), ("", "indicatoren")):
            for naam, bedrag in tranche[soort].items():
                print(f"    {naam} {woord}".rstrip() + f": {geld(bedrag)}")
    for naam, bedragen in zip(namen, resultaat["deelnemers"]()):
        print(f"  {naam}: {geld(sum(bedragen.values()))}")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
'''
