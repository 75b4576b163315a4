"""The shapes of what is personal: figures, letters and signs as they are written by hand."""

import re

# Between the figures of one number: a blank, a bracket, a sign; not the end of a line.
_GAP = r"[ \t\u00a0\u2009\u202f()./‐‑–-]{0,3}"
# A line that was broken, in a quotation too.
_LINE = r"[ \t]{0,2}\r?\n[ \t>]{0,4}"
# A bracket that belongs to the number closes behind its first figures.
_OPEN = r"(?:\((?=0[0-9 ]{1,4}\)))?"
_FREE, _ENDS = r"(?<![^\W_])(?<![+#•])(?<![0-9][.,:])", r"(?![^\W_•])(?![.,:][0-9])"

# As it is also written, so that machines do not see it.
AT = r"(?:@| ?[(\[{](?:at|apenstaartje)[)\]}] ?)"
POINT = r"(?:\.| ?[(\[{](?:dot|punt)[)\]}] ?)"
MAIL = re.compile(
    rf"[\w.+%-]{{1,64}}{AT}"
    rf"(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?{POINT}){{1,5}}[^\W\d_]{{2,24}}(?![^\W_])",
    re.IGNORECASE,
)
# Addresses of nobody, that stand in explanations.
NOBODY = re.compile(
    r"(?:^git@|@(?:[\w.-]+\.)?(?:example\.(?:com|net|org|nl|be)|voorbeeld\.nl)$)", re.IGNORECASE
)
IBAN = re.compile(
    # Its sum tells it from anything else, also over the end of a line.
    _FREE + rf"(?=([A-Za-z]{{2}}[0-9]{{2}}(?:(?:[ \u00a0.-]|{_LINE})?[A-Za-z0-9]){{11,30}}))"
)
CARD = re.compile(_FREE + r"(?=([2-6](?:[ \u00a0.-]?[0-9]){12,18}))")
BSN = re.compile(
    _FREE + r"(?:[0-9]{9}|[0-9]{3}([ .-])[0-9]{3}\1[0-9]{3}|[0-9]{4}([ .-])[0-9]{2}\2[0-9]{3})" + _ENDS
)
PHONES = [
    re.compile(_FREE.replace("+", "") + pattern + r"(?![^\W_•])")
    for pattern in (
        rf"(?:\+|00){_GAP}3{_GAP}1{_GAP}(?:\(?0\)?{_GAP})?[1-9](?:{_GAP}[0-9]){{8}}",
        rf"(?:\+|00){_GAP}3{_GAP}2{_GAP}(?:\(?0\)?{_GAP})?[1-9](?:{_GAP}[0-9]){{7,8}}",
        rf"(?:\+|00(?=[1-9])){_GAP}[1-9](?:{_GAP}[0-9]){{7,13}}",
        # 0800 and 0900 are numbers of companies.
        rf"{_OPEN}(?!0[89]0[0-9])(?!0123456789)0[1-9](?:{_GAP}[0-9]){{8}}",
        # Over the end of a line: the number of a mobile telephone begins like nothing else.
        rf"(?:06|(?:\+|00){_GAP}3{_GAP}1{_GAP}(?:\(?0\)?{_GAP})?6)(?:(?:{_GAP}|{_LINE})[0-9]){{8}}",
        # Spelled out figure by figure; counting to nine is none.
        r"(?<![0-9][ .-])0(?![ .-]1[ .-]2[ .-]3)(?:[ \u00a0]{1,3}[1-9](?:[ \u00a0]{1,3}[0-9]){8}"
        r"|([.-])[1-9](?:\1[0-9]){8})(?![ .-]{1,3}[0-9]\b)",
        # A Belgian line has nine figures: so grouped that it can hardly be something else.
        rf"{_OPEN}0[1-9][0-9]?\)?[ /-][0-9]{{2,3}}[ .][0-9]{{2}}[ .][0-9]{{2}}",
    )
]
WORDS = re.compile(
    r"\b(?:(?:klant|order|bestel|contract|factuur|relatie|debiteur(?:en)?|account|polis|dossier|lid|rekening|"
    r"abonnements?|client)[ -]?(?:nummers?|nrs?\b|no\b|code|id\b)|"
    r"(?:customer|client|order|contract|account|invoice|subscription|policy|member(?:ship)?|subscriber)[ -]?"
    r"(?:numbers?|nos?\b|nrs?\b|num\b|id\b|#)|"
    # Without the word "number", where as many figures follow as a number has.
    r"(?:klant|relatie|debiteur|customer|client|subscriber)(?=[ \t:=#*_–-]{1,4}[0-9]{6,12}(?![0-9])))"
    r"(?:[ \t.:=#*_–(\[\"'“”„‘’-]|is\b|was\b|van mij\b|van ons\b|my\b|mijn\b){0,8}?(?:\r?\n[ \t>*-]{0,4})?"
    r"(?P<value>[A-Za-z]{0,4}[-/.]?[0-9](?:[ .-]?[0-9]){4,19})(?![^\W_•])",
    re.IGNORECASE,
)
_STREET = (
    r"(?:straat|str\.|laan|weg|plein|gracht|kade|singel|dreef|steeg|dijk|plantsoen|hof|pad|"
    r"straße|strasse|steenweg)"
)
# A street that somebody wrote small, and what only ends like one.
_SMALL_STREET = r"(?:straat|laan|weg|plein|gracht|kade|singel|dreef|steeg|dijk|plantsoen|straße|strasse)"
_NO_STREET = (
    r"(?:(?:onder|terug|snel|uit|zij|heen|auto|kort|gewoon|rond|door|vlot|spoor|rechts|halver|alom)weg|"
    r"(?:blok|barri)kade|(?:over|op|in|uit|af|be|ver)(?:steeg|dreef)|(?:aan|voort)dreef)"
)
_COUNTED = (
    r"(?! ?(?:min|sec|km|m\b|cm|mm|meter|uur|uren|keer|x\b|dag|week|weken|maand|jaar|jr|euro|procent|"
    r"[kmg]b|[mg]bit))"
)
# Two letters behind a number, written small, are mostly a word or a unit.
_SMALL_POSTCODE = (
    r"[1-9][0-9]{3}(?:(?! )|(?! (?:aan|af|al|am|an|as|at|au|be|by|ca|co|da|de|do|du|el|en|er|es|et|go|ha|he|if|ie|ik|"
    r"il|in|is|it|ja|je|la|le|me|my|na|no|nr|nu|of|om|on|op|or|ou|pc|pm|so|st|te|to|tv|un|up|us|we|ze|zo)\b)) ?"
    r"(?!ax|ms|ns|us|px|pt|pk|hp|kw|mw|wh|ah|mv|ma|dl|ml|cl|cm|mm|km|nm|kg|gr|mg|db|hz|[kmgt]b|rd|th|st|nd|er|ip|of|en|in)"
    r"[a-z]{2}(?![^\W_])"
)
_HOUSE = r"[0-9]{1,4}(?:[ -]?[a-zA-Z]\b|[-/][0-9]{1,3})?(?![^\W_•%])(?![.,:][0-9])"
# A year before what is said of it, and what stands behind a number in capitals.
_NO_YEAR = r"(?!(?:19|20)[0-9]{2} (?:TV|PC|HD|CD|DC|EU|US|UK|NL|AM|PM|OK|EX|AD|EK|WK|OS)\b)"
_CAPITALS = (
    r"(?!(?:TV|PC|HD|AX|AC|AM|PM|FM|MW|KW|VA|DB|KM|CM|MM|MS|EU|US|UK|NL|BE|DE|XL|XS|SP|OK|ID|IP|OS|DC|EX|CD|CV|EK|WK|"
    r"ST|ND|RD|TH|AD|BC|PK|PS|NR|NO|UP|GO)(?![^\W_]))"
)
_POSTCODE = _NO_YEAR + r"[1-9][0-9]{3} ?(?!SA|SD|SS|[KMGT]B|HZ|IN|EN|OF|OP|TE)[A-Z]{2}(?![^\W_])"
ADDRESSES = [
    re.compile(pattern)
    for pattern in (
        r"(?<![^\W_•])(?!Onderweg|Terugweg|Snelweg|Uitweg|Zijweg)"
        r"(?:[A-Z][\w'’.-]{0,30} (?:(?:[A-Z][\w'’.-]{0,30}|van|de|den|der|het|'t) ){0,2})?"
        rf"[A-Z][\w'’-]{{1,30}}{_STREET} (?:nr\.? ?)?{_HOUSE}(?:,?[ \n]{{1,2}}{_POSTCODE})?",
        # Any name, where a postcode says that it is one of a street.
        r"(?<![^\W_•])[A-Z][\w'’-]{1,30} (?:(?:[A-Z][\w'’-]{0,30}|van|de|den|der|het|'t) ){0,3}"
        rf"{_HOUSE},?[ \n]{{1,2}}{_POSTCODE}",
        # "Oude Gracht 100": the kind of street as a word of its own.
        rf"(?<![^\W_•])[A-Z][\w'’-]{{1,30}} (?:Gracht|Straat|Laan|Weg|Plein|Kade|Singel|Dijk|Hof|Pad) {_HOUSE}",
        r"(?<![^\W_•])(?:Laan|Plein|Weg|Rue|Avenue|Place) (?:(?:van|der|den|de|het|du|des|la|le) ){1,2}"
        rf"[A-Z][\w'’-]{{1,30}} {_HOUSE}",
        # A well-known modem is called 7530 AX.
        rf"(?<![^\W_•])(?<!Box ){_POSTCODE},? ?(?:(?:nr|no|huisnr)\.? ?|(?:nummer|huisnummer|number) )?{_HOUSE}",
        rf"(?<![^\W_•])(?<!Box )(?<!box ){_SMALL_POSTCODE},? ?"
        rf"(?:(?:nr|no|huisnr)\.? ?|(?:nummer|huisnummer|number) )?{_HOUSE}{_COUNTED}",
        rf"(?<![^\W_•])(?!{_NO_STREET}(?![^\W_]))[a-z][\w'’-]{{1,30}}{_SMALL_STREET} (?:nr\.? ?)?{_HOUSE}{_COUNTED}",
        r"(?<![^\W_•])(?i:postcode|postal code|zip code)[ :]{1,3}(?:is )?[1-9][0-9]{3} ?[A-Za-z]{2}(?![^\W_])",
        r"(?<![^\W_•.,])[0-9]{1,4}[a-z]? (?:[A-Z][a-z'’-]{2,30} ){1,2}"
        r"(?:Street|Road|Avenue|Lane|Drive|Terrace|Square)\b",
    )
]
# Standing alone; the word before it may say that it is a model of something.
POSTCODE = re.compile(
    r"(?<![^\W_•!])(?:(?P<before>[^\W\d_][\w!'’-]{0,30}) )?"
    rf"(?P<value>(?<![^\W_•.,]){_NO_YEAR}[1-9][0-9]{{3}} ?{_CAPITALS}(?!SA|SD|SS|[KMGT]B|HZ|IN|EN|OF|OP|TE)[A-Z]{{2}})"
    r"(?![^\W_•])"
)
# Words that begin a sentence and no name.
BEGINNINGS = frozenset(
    "Ik In Op Bij Van Voor Rond Postcode Adres Mijn Ons My I At Near From Around Postal".split()
)
