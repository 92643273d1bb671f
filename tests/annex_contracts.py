"""Contracts that use every construct of the language at least once, for tests of the annex."""

from __future__ import annotations

PARTICIPANTS = """
taal 1

overeenkomst "Begeleiding naar werk"
  kenmerk "BW-7"
  vorm "Raamovereenkomst"
  looptijd 1 januari 2027 t/m 31 december 2028 aanname "de looptijd is nog niet afgesproken"
  uitloop t/m 30 september 2029 aanname "de uitloop is geschat"
  bedragen in EUR exclusief btw
  toelichting \"\"\"
    Deze overeenkomst is een proef.

    Na afloop volgt een evaluatie.
  \"\"\"

partij gemeente "Gemeente Voorbeeld", hierna "de Gemeente", is betaler
  adres "Plein 12, Voorbeeld"
  kvk "87654321"
  vertegenwoordigd door "de burgemeester"
partij fonds "Stichting Fonds", hierna "het Fonds", is betaler
partij bureau "Bureau Werk", hierna "het Bureau", is uitvoerder en ontvanger
partij steun "Steunpunt" is ontvanger
partij panel "Panel van deskundigen", hierna "het Panel", is beoordelaar
partij accountant "Accountant Tel", hierna "de Accountant", is beoordelaar

deelnemer gezin "Gezin", meervoud "Gezinnen"
  moment T0 "Start"
  moment T1 "Halfjaar" is 6 maanden na T0 aanname "het halfjaar is gebruikelijk"
  moment vooraf is 2 weken voor T0
  eigenschap perceel "Perceel": keuze uit noord "Noord", zuid_west "Zuid-West"
  maximale vergoeding € 9.001 aanname "het maximum is geschat"
  ten hoogste 321 deelnemers aanname "het aantal is geschat"
  toelichting "Een gezin bestaat uit ten minste één volwassene."

moment peil "Peildatum cohort" is 31 maart 2028

meting werk "Betaald werk" op vooraf, T0, T1: ja/nee
  definitie "Het gezin heeft inkomsten uit arbeid."
  bron "UWV"
  bewijs "Loonstrook"
  vastgesteld door accountant
  bij ontbreken niet behaald
meting dagen "Dagen opvang" op T1: aantal dagen_opvang 0 t/m 183 aanname "het bereik is geschat"
  definitie "Het aantal dagen opvang."
  bewijs "Registratie"
  vastgesteld door accountant
meting score "Score" op T0, T1: getal 0 t/m 20 in stappen van 0,25
  definitie "De score."
  bewijs "Vragenlijst"
  oordeel van panel
  bij ontbreken buiten beschouwing
meting deel "Deel gewerkt" op T1: percentage 0% t/m 100% in stappen van 5%
  definitie "Het deel van de maand waarin is gewerkt."
  bewijs "Loonstrook"
  vastgesteld door accountant
meting baat "Baat" op T1: bedrag € 0 t/m € 7.600 in stappen van € 10
  definitie "De baat."
  bewijs "Berekening"
  vastgesteld door accountant
meting tekendag "Dag van ondertekening": datum
  definitie "De dag waarop is ondertekend."
  bewijs "Het contract"
  vastgesteld door accountant
contractmeting controle "Score controlegroep" op peil: getal 0 t/m 20 in stappen van 0,5
  definitie "De gemiddelde score van de controlegroep."
  bewijs "Rapport"
  vastgesteld door panel

gegeven norm "Norm" is 12,5 aanname "de norm is geschat"
  bron "Onderzoek"
  toelichting "De norm geldt voor alle gezinnen."
gegeven tarief "Tarief" is € 17,35

reeks cpi "Prijsindex" aanname "de cijfers zijn ramingen"
  2026: 100
  2027: 103,2 aanname "raming van het planbureau"
  2028: 105,9
  2029: 108
indexering met cpi, basisjaar 2026

groep kern "Kern" weegt 60%, ten hoogste één telt aanname "de weging is een voorstel"
  alleen als perceel is noord of werk op T0 aanname "de voorwaarde is een voorstel"
  ten hoogste € 4.321 per deelnemer
  ten hoogste € 400.000
  toelichting "De kern van het werk."
  indicator blijvend "Blijvend werk" weegt 60%
    definitie "Werk dat blijft."
    behaald als werk op T0 t/m T1
    voor de eerste 99 deelnemers aanname "het aantal plaatsen is geschat"
  indicator score_hoger "Hogere score" weegt 55%
    behaald als procentuele stijging van score van T0 naar T1 ≥ 15% en score op T1 > norm
groep overig "Rest" weegt 40%
  indicator gewerkt "Gewerkt deel" weegt 40% aanname "de weging is nog niet vast"
    resultaat deel

indicator treden "Treden"
  resultaat stijging van score van T0 naar T1
  alleen als niet (werk op vooraf en perceel is zuid_west)
  vergoeding naar trede aanname "de treden zijn een voorstel"
    tot 0: malus € 11
    van 0 tot 2,5: € 0
    van 2,5 t/m 4: € 111
    boven 4 t/m 6: € 222 aanname "nog te bepalen"
    boven 6: € 3 per eenheid
  toelichting "De treden volgen de schaal."
indicator schijven "Schijven"
  resultaat dagen in dagen
  vergoeding naar schijf
    tot 30: € 1,50 per dag
    van 30 tot 90: € 2,25 per dag
    vanaf 90: € 0,75 per dag
  ten hoogste € 1.234 per deelnemer
  ten minste € 12 per deelnemer
  korting 7% als aantal deelnemers > 200 aanname "de korting is een voorstel"
indicator lijn "Lijn"
  resultaat deel
  vergoeding lineair
    bij 10%: € 40
    bij 90%: € 360
indicator naar_perceel "Naar perceel"
  behaald als niet werk op T0 en (werk op T1 of deel ≥ 35%)
  vergoeding naar perceel per deelnemer
    noord: € 71 aanname "prijs van vorig jaar"
    zuid_west: € 83
  aftrek € 45,67 als aandeel deelnemers met (score op T1 ≥ 10) onder deelnemers met werk op T1 < 50%
indicator per_dag "Per dag"
  resultaat som van dagen over deelnemers met (deel > 20%) in dagen
  vergoeding tarief per dag aanname "het tarief is nog niet vast"
indicator baten "Baten"
  resultaat baat
  alleen als aandeel_werk ≥ 10%
  vergoeding 30% van baat
indicator uitval "Uitval"
  behaald als niet deel ≥ 5% en tekendag ≥ 1 april 2027
  malus € 19 per deelnemer
indicator cohort "Cohort beter dan controlegroep"
  behaald als gemiddelde van score op T1 over deelnemers − controle ≥ 1,75
  alleen als aantal deelnemers met (werk op T1) ≥ 25 aanname "het minimum is een voorstel"
  vergoeding € 2.500
indicator aandeel_werk "Aandeel met werk"
  resultaat aandeel deelnemers met werk op T1
  alleen als cohort

per deelnemer
  ten hoogste € 8.765
  ten minste € 21
  toelichting "Het minimum dekt de intake."
per perceel
  ten hoogste € 650.000
  zuid_west: ten hoogste € 350.000 aanname "het plafond is een voorstel"
per kalenderjaar
  ten hoogste € 444.444, daarboven schuift door aanname "het jaarbudget is geschat"
  toelichting "Het jaarbudget stelt de raad vast."
totaal
  ten hoogste € 777.777
  afronden op € 50 naar beneden aanname "de afronding is een voorstel"

betaling
  gemeente draagt 70%, ten hoogste € 123.456 per kalenderjaar, daarboven fonds aanname "de verdeling is een voorstel"
  fonds draagt de rest
  fonds vult aan met 6% bovenop gemeente, ten hoogste € 10.101, daarboven vervalt
  aan bureau 85%, steun 15%
  toelichting "De verdeling volgt het convenant."

tranche start "Voorschot" op 1 februari 2027: voorschot € 5.050, verrekend vanaf tussen
tranche termijn1 "Termijn" op 1 juli 2027: termijn € 6.060
tranche tussen "Tussenbetaling" op 1 mei 2028: 80% van het recht aanname "de datum is een voorstel"
  resultaten t/m 15 april 2028 aanname "de peildatum is een voorstel"
  over blijvend, treden
  ten hoogste € 60.006 aanname "het maximum per tranche is een voorstel"
  alleen als aantal deelnemers ≥ 40 aanname "het aantal is een voorstel"
  toelichting "De tussenbetaling is gekoppeld aan het cohort."
tranche eind "Slot" op 15 september 2029: eindafrekening
te veel betaald terugbetalen binnen 45 dagen

btw 21%, ten laste van gemeente aanname "het tarief kan wijzigen"

voorbeeld "Twee gezinnen"
  deelnemer gezin_een: perceel = noord, datum T0 = 1 juni 2027, werk op vooraf = nee, werk op T0 = ja, werk op T1 = ja,
    dagen = 100, score op T0 = 8, score op T1 = 13, deel = 55%, baat = € 1.000, tekendag = 3 mei 2027
  4 deelnemers tweede_groep: perceel = zuid_west, datum T0 = 1 juli 2027, werk op vooraf = nee, werk op T0 = nee,
    werk op T1 = ontbreekt, dagen = 10, score op T0 = 8, score op T1 = ontbreekt, deel = 0%, baat = € 0,
    tekendag = 3 mei 2027
  controle = 10
  toelichting "Vijf gezinnen in twee percelen."
  verwacht totaal € 9.378
"""

WATERFALL = """
taal 1

overeenkomst "Energie in de wijk"
  looptijd 1 januari 2027 t/m 31 december 2031
  bedragen in EUR inclusief btw
  maximale vergoeding € 3.000.000 aanname "het budget is geschat"

partij rijk "Rijk", hierna "het Rijk", is betaler
partij provincie "Provincie", hierna "de Provincie", is betaler
partij bank "Bank", hierna "de Bank", is investeerder
partij pensioen "Pensioenfonds", hierna "het Pensioenfonds", is investeerder
partij bouwer "Bouwer", hierna "de Bouwer", is uitvoerder
partij meter "Meetbureau", hierna "het Meetbureau", is beoordelaar

moment start "Nulmeting" is 1 januari 2027
moment eenjaar is 3 jaar na start
contractmeting verbruik "Verbruik" op start, eenjaar: getal 0 t/m 5.000 in stappen van 1
  definitie "Het verbruik in GWh."
  bewijs "Meterstand"
contractmeting baat_rijk "Baat van het Rijk" op eenjaar: bedrag € 0 t/m € 900.000 in stappen van € 100
  definitie "De baat van het Rijk."
  bewijs "Berekening"
  bij ontbreken niet behaald
contractmeting baat_provincie "Baat van de Provincie" op eenjaar: bedrag € 0 t/m € 800.000 in stappen van € 100
  definitie "De baat van de Provincie."
  bewijs "Berekening"

indicator minder "Daling van het verbruik" weegt 75%
  resultaat laagste van (procentuele daling van verbruik van start naar eenjaar, 100%)
indicator kwart "Daling van ten minste een kwart" weegt 25%
  behaald als procentuele daling van verbruik van start naar eenjaar ≥ 25%

investering
  bank € 600.000 op 1 februari 2027 aanname "de inleg is geschat"
  pensioen € 300.300 op 15 maart 2028

betaling voor minder
  rijk draagt naar rato van baat_rijk
  provincie draagt naar rato van baat_provincie aanname "de sleutel is een voorstel"
  bij nul draagt rijk
  eerst € 5.500 aan bouwer
  daarna hoofdsom aan bank, pensioen
  daarna rendement ten hoogste 4,5% per jaar, samengesteld, werkelijk/werkelijk aan bank, pensioen aanname "het rendement is een voorstel"
  rest aan bouwer 90%, provincie 10%
betaling voor kwart
  eerst rijk tot € 250.250 aanname "het plafond is een voorstel"
  daarna provincie
  aan bouwer

tranche een "Eerste" op 1 maart 2030: 50% van het recht
tranche twee "Tweede" op 31 december 2031: eindafrekening
te veel betaald verrekenen
btw 9%

voorbeeld "De helft"
  verbruik op start = 1.000, verbruik op eenjaar = 500, baat_rijk = € 10.000, baat_provincie = € 30.000
  verwacht totaal € 1.875.000
"""

LOANS = """
taal 1

overeenkomst "Lening met korting"
  looptijd 1 januari 2027 t/m 31 december 2030
  bedragen in JPY

partij bank "Bank" is betaler
partij lener "Lener" is ontvanger en uitvoerder
partij toetser "Toetser" is beoordelaar

lening krediet "Het krediet" JPY 30.000.000 op 1 februari 2027, rente 3,5% per jaar, werkelijk/360 aanname "de rente is geschat"

contractmeting banen "Banen": aantal 0 t/m 250
  definitie "Het aantal banen."
  bewijs "Loonadministratie"
contractmeting keurmerk "Keurmerk": ja/nee
  definitie "Het keurmerk is behaald."
  bewijs "Certificaat"
  bij ontbreken niet behaald

indicator groei "Groei van banen"
  behaald als banen ≥ 40
  kwijtschelding 12% van krediet aanname "het deel is een voorstel"
indicator groen "Groen"
  behaald als keurmerk of banen = 77
  rentekorting 0,25% over krediet van 1 april 2028 t/m 31 maart 2029
totaal
  ten hoogste 13% van krediet

betaling
  bank draagt 100%
  aan lener
btw vrijgesteld

voorbeeld "Alles"
  banen = 50, keurmerk = ja
  verwacht totaal JPY 3.676.042
"""

ALL = {"participants": PARTICIPANTS, "waterfall": WATERFALL, "loans": LOANS}
