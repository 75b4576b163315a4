"""Words known before the first post is read: those that say nothing, and those that compounds are made of."""

_DUTCH_STOP_WORDS = """
    aan af al alle alles als altijd alvast andere bedankt ben bent bij daar dan dank dat de deze die dit
    doe doen doet door dus een eens en er erg ergens even gaan gaat geeft geen gehad geven gisteren
    goedemiddag goedemorgen graag groet groeten had hallo heb hebben hebt heeft heel hem het hier hij
    hoe hoeveel hoi hun iedereen iemand iets ik in ineens is ja je jij jouw jullie kan kom komen komt
    kon krijg krijgen kun kunnen kunt laat lang maak maar mag maken me meer men met mij mijn moet moeten
    mogen na naar nee net niet niets nog nu of om omdat ons onze ook op opeens over s sinds staan staat
    steeds t te tegen toch toe tot u uit uw vallen valt van vanaf vandaag veel via voor vraag waar
    waarom wanneer want waren was wat we weer weet wel welke werd weten wie wij wil willen wilt worden
    wordt zal ze zegt zelf zich zij zijn zo zonder zou zouden
"""

_ENGLISH_STOP_WORDS = """
    a about after all also am an and any anybody anyone are as at be because been but by can cannot cant
    could dear did do does doesnt doing dont everybody for from get had has have having he hello help hi
    how i if im in into is isnt it its ive just me my no not now of on or our out please really regards
    she should since so some somebody someone still than thank thanks that the their them then there
    these they this those to today up us very was we were what when where which who why will with would
    you your
"""

# Building blocks of compounds in the words of customers of telecom and energy companies: on its first day a
# community has no frequent words of its own yet.
_COMPOUND_PARTS = """
    aanbieding aansluiting aanvraag abonnement abonnementen account activatie activeren adres
    afrekening afsluiting afspraak annuleren annulering antenne app apparaat band bank bedrag beeld bel
    bellen bereik bericht bestelling betaling bevestiging bezoek bill billing broad broadband buitenland
    bundel card center charge code computer contract contracten dagen data datum decoder dekking dienst
    digitaal digitale download draadloos draadloze eind email energie ether extender facturen factuur
    foto gas gebruik gegevens gesprek gesprekken glas glasvezel hub huis incasso installatie internet
    ipad jaar kaart kabel kabels kamer kanaal kast klant klanten korting kosten kwartaal lader lamp
    laptop leverancier levering lijn limiet line maand machtiging mail markt mast melding meter meters
    meterstand mobiel mobiele modem monitor monteur monteurs netwerk netwerken network nota nummer
    nummers ontvanger ontvangst opzeg opzegging overstap overstappen overzicht pakket pakketten paneel
    panelen pas phone pin plan portaal post power prijs printer probleem problemen puk punt punten radio
    rekening reset roaming router service sim simkaart slimme slot sms snelheid solar speed spraak stand
    standen stekker storing storingen stroom support tablet tarief tarieven tegoed telefoon televisie
    teller termijn thermostaat thuis toestel tv upload uren vast vaste vaststaand verbinding verbruik
    vergoeding verhuis verhuizing verlenging vezel vezels voicemail voorschot voorwaarden wacht
    wachtwoord warmte water website wifi wijziging woord zender zenders zone zonne zonnepaneel
    zonnepanelen
"""

DUTCH_STOP_WORDS = frozenset(_DUTCH_STOP_WORDS.split())
ENGLISH_STOP_WORDS = frozenset(_ENGLISH_STOP_WORDS.split())
STOP_WORDS = DUTCH_STOP_WORDS | ENGLISH_STOP_WORDS
COMPOUND_PARTS = frozenset(_COMPOUND_PARTS.split())
