"""The parts of a built file that are the same for every contract."""

HEAD = '''"""Betaalfunctie van: @TITEL@

Gemaakt door resultaatcontract @VERSIE@ uit een overeenkomst met sha256
@HASH@.
Wijzig dit bestand niet: de overeenkomst is de bron. Alleen de standaardbibliotheek van Python is nodig.

Gebruik:  python betaalfunctie.py metingen.json

Het JSON-bestand heeft twee delen. `deelnemers` is een lijst met per deelnemer haar pseudoniem (`deelnemer`) en een
waarde voor elk van de KOLOMMEN hieronder; `overeenkomst` geeft de metingen voor de hele overeenkomst. Getallen en
bedragen staan als tekst met een punt ("1234.56"), percentages als deel van één ("0.125"), datums als "2027-12-31".
"""

import json
import sys
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
'''

FOOT = '''# ------------------------------------------------------------------------------
# Uitkomst en invoer.


def uitkomst(tranches, verdeling, tel, per_profiel, rijen, overeenkomst):
    """Alle bedragen bij elkaar: per tranche, betaler, ontvanger, indicator, kalenderjaar en deelnemer."""
    vorige = {}
    for tranche in tranches:
        cumulatief = tranche.pop("tot_en_met")
        tranche["indicatoren"] = {bron: bedrag - vorige.get(bron, 0) for bron, bedrag in cumulatief.items()}
        vorige = cumulatief
    samen = {"totaal": sum(tranche["totaal"] for tranche in tranches), "tranches": tranches}
    for soort in ("betaalt", "ontvangt", "indicatoren", "btw"):
        samen[soort] = {}
        for tranche in tranches:
            for naam, bedrag in tranche[soort].items():
                samen[soort][naam] = samen[soort].get(naam, 0) + bedrag
    samen["jaren"] = {}
    for tranche in tranches:
        jaar = int(tranche["datum"][:4])
        samen["jaren"][jaar] = samen["jaren"].get(jaar, 0) + tranche["totaal"]
    samen["vervallen"] = tranches[-1]["vervallen"]
    samen["deelnemers"] = lambda: per_deelnemer(verdeling, tel, per_profiel, rijen, overeenkomst)
    return samen


def per_deelnemer(verdeling, tel, per_profiel, rijen, overeenkomst):
    """Per rij het bedrag voor elke indicator, in de volgorde van de rijen."""
    volgorde = {profiel: nummer for nummer, profiel in enumerate(tel)}
    delen = []
    for bron, bedrag, nummer in verdeling:
        bedragen = [(per_profiel[profiel][nummer], aantal) for profiel, aantal in tel.items()]
        delen.append((bron, over_participants(bedrag, bedragen), [0] * len(tel)))
    for profiel in profielen(rijen, overeenkomst):
        nummer = volgorde[profiel]
        bedragen = {}
        for bron, per_nummer, gegeven in delen:
            deel, extra = per_nummer[nummer]
            bedragen[bron] = bedragen.get(bron, 0) + deel + (gegeven[nummer] < extra)
            gegeven[nummer] += 1
        yield bedragen


def waarde(tekst, soort, schaal, mag_ontbreken, waar):
    """Een waarde uit het JSON-bestand, geheel gemaakt; zonder waarde None, als dat mag."""
    if tekst is None or tekst == "":
        if not mag_ontbreken and soort != "datum":
            raise SystemExit(f"{waar}: er is geen waarde")
        return 0 if soort == "datum" else None
    if soort == "ja/nee":
        if tekst not in (True, False, "ja", "nee"):
            raise SystemExit(f"{waar}: verwacht ja of nee, gevonden {tekst!r}")
        return tekst in (True, "ja")
    if soort == "datum":
        try:
            return date.fromisoformat(tekst).toordinal()
        except (TypeError, ValueError):
            raise SystemExit(f"{waar}: verwacht een datum als 2027-12-31, gevonden {tekst!r}")
    if soort == "keuze":
        return tekst
    try:
        getal = Fraction(tekst) * schaal * (10**DECIMALEN if soort == "bedrag" else 1)
    except (TypeError, ValueError, ZeroDivisionError):
        raise SystemExit(f"{waar}: verwacht een getal als 1234.56, gevonden {tekst!r}")
    return int(getal) if getal.denominator == 1 else getal


def lees(bestand):
    """Pseudoniemen, rijen en metingen van de overeenkomst uit een JSON-bestand."""
    try:
        with open(bestand, encoding="utf-8") as open_bestand:
            inhoud = json.load(open_bestand, parse_float=str, parse_int=str)
    except OSError:
        raise SystemExit(f"{bestand}: het bestand kan niet worden gelezen")
    except ValueError:
        raise SystemExit(f"{bestand}: dit is geen JSON-bestand; zie het begin van betaalfunctie.py voor de vorm")
    if not isinstance(inhoud, dict):
        raise SystemExit(f"{bestand}: verwacht een object met deelnemers en overeenkomst")
    namen, rijen = [], []
    for nummer, deelnemer in enumerate(inhoud.get("deelnemers", []), 1):
        namen.append(str(deelnemer.get("deelnemer", nummer)))
        waar = f"deelnemer {namen[-1]}"
        rijen.append(
            tuple(
                waarde(deelnemer.get(kolom), soort, schaal, mag_ontbreken, f"{waar}, {kolom}")
                for kolom, soort, schaal, mag_ontbreken in KOLOMMEN
            )
        )
    gegeven = inhoud.get("overeenkomst", {})
    overeenkomst = {
        naam: waarde(gegeven.get(naam), soort, 1, mag_ontbreken, f"overeenkomst, {naam}")
        for naam, soort, mag_ontbreken in OVEREENKOMST
    }
    return namen, rijen, overeenkomst


def geld(eenheden):
    """Een bedrag als tekst: 1234.56."""
    teken, cijfers = ("-" if eenheden < 0 else ""), str(abs(eenheden)).rjust(DECIMALEN + 1, "0")
    return f"{teken}{cijfers[:-DECIMALEN]}.{cijfers[-DECIMALEN:]}" if DECIMALEN else f"{teken}{cijfers}"


def main():
    """Lees de metingen en druk de uitkomst af."""
    if len(sys.argv) != 2:
        raise SystemExit("Gebruik: python betaalfunctie.py metingen.json")
    namen, rijen, overeenkomst = lees(sys.argv[1])
    resultaat = betaal(rijen, overeenkomst)
    print(f"{TITEL}: totaal {MUNT} {geld(resultaat['totaal'])}")
    for tranche in resultaat["tranches"]:
        print(f"  {tranche['datum']} {tranche['naam']}: {geld(tranche['totaal'])}")
        for soort in ("betaalt", "ontvangt", "indicatoren"):
            for naam, bedrag in tranche[soort].items():
                print(f"    {naam} {soort if soort != 'indicatoren' else ''}: {geld(bedrag)}")
        for naam, uitkomst_van_stap, formule in tranche["berekening"]:
            print(f"      {naam} = {uitkomst_van_stap}" + (f"  ({formule})" if formule else ""))
    for naam, bedragen in zip(namen, resultaat["deelnemers"]()):
        print(f"  {naam}: {geld(sum(bedragen.values()))}")


if __name__ == "__main__":
    main()
'''
