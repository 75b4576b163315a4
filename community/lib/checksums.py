"""Sums that tell a bank account, a payment card and a Dutch citizen number from any other row of figures."""

# How long an account number is, by country.
_IBAN_LETTERS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24,
    "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29,
}  # fmt: skip
_CARD_LETTERS = (13, 15, 16, 19)


def is_iban(letters: str) -> bool:
    """Letters and figures without blanks: a country we know, its length, and a remainder of 1 by 97."""
    letters = letters.upper()
    if not letters.isascii() or _IBAN_LETTERS.get(letters[:2]) != len(letters):
        return False
    return int("".join(str(int(letter, 36)) for letter in letters[4:] + letters[:4])) % 97 == 1


def is_card(figures: str) -> bool:
    """The beginnings and lengths that cards have, and Luhn's sum."""
    two = figures[:2]
    begins = figures[:1] == "4" or two in {"34", "37", "60", "64", "65"} or "51" <= two <= "55" or (
        "22" <= two <= "27"
    )  # fmt: skip
    if not begins or len(figures) not in _CARD_LETTERS or len(set(figures)) == 1:
        return False
    total = 0
    for place, figure in enumerate(reversed(figures)):
        number = int(figure) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def is_bsn(figures: str) -> bool:
    """Nine figures that pass the test of eleven."""
    if len(figures) != 9 or len(set(figures)) == 1:
        return False
    weighed = zip(figures, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
    return sum(int(figure) * weight for figure, weight in weighed) % 11 == 0
