"""Identity codes that can be nobody's: right in form and check digit, in divisions that were never assigned.

A person's code follows GB 11643-1999: division `00` and four free digits, date of birth, three digits of which the last
is odd for men and even for women, and a check character. A firm's follows GB 32100-2015 with an organisation code of
GB 11714; its first character is `0`, which no authority has.

No index stands behind them. The day of the year (365), the four free digits (10^4) and the sequence without the sex
(500) hold a permutation of 1.825e9 person numbers; the year of birth and the sex come from the person. So a code leads
back to one number, and a code whose year or sex is not that person's names nobody.

Whoever needs many codes hands over tables in lists (`layout.in_lists`), once.
"""

from __future__ import annotations

from datetime import date, timedelta

from demerit.nations.draws import key_of, mix
from demerit.nations.layout import People, in_lists
from demerit.nations.people import FIRMS_OF_A_COMMUNITY, age_of, sex_of

DAYS_OF_BIRTH = 365
DIVISIONS = 10_000
SEQUENCES = 500
CODES = DAYS_OF_BIRTH * DIVISIONS * SEQUENCES
"""how many people can have a code"""
CENSUS_YEAR = 2020
"""ages are those of the census: whoever is 40 was born in 1980"""

PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PERSON_CHECKS = "10X98765432"
FIRM_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRM_PREFIX = "01000000"
"""authority and category that are in no published family, and division 000000"""
ORGANISATION_PREFIX = "0Y"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
FIRM_CODES = 31**6
_ROUNDS = 4
_A_COMMON_YEAR = 2019


class CodeError(ValueError):
    """A code that names nobody here, with the reason."""


def person_check(first_17: str) -> str:
    """The check character of a person's code: ISO 7064 MOD 11-2."""
    return PERSON_CHECKS[sum(int(d) * w for d, w in zip(first_17, PERSON_WEIGHTS, strict=True)) % 11]


def organisation_check(first_8: str) -> str:
    """The check character of an organisation code (GB 11714)."""
    left = 11 - sum(int(c, 36) * w for c, w in zip(first_8, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(left, str(left))


def firm_check(first_17: str) -> str:
    """The check character of a unified social credit code (GB 32100)."""
    total = sum(FIRM_ALPHABET.index(c) * (3**k % 31) for k, c in enumerate(first_17))
    return FIRM_ALPHABET[-total % 31]


def person_code(tables: People, person: int) -> str:
    """The 18 characters of a person's code. Raises `CodeError` for numbers from 1,825,000,000 on."""
    if not 0 <= person < CODES:
        raise CodeError(f"person {person:,} has no code: persons are numbered from 0 to {CODES - 1:,}")
    tables, key = in_lists(tables), key_of(tables.seed_key, person)
    mixed = _permuted(person, CODES, tables.seed_key, forward=True)
    mixed, day = divmod(mixed, DAYS_OF_BIRTH)
    sequence, division = divmod(mixed, DIVISIONS)
    born = date(_A_COMMON_YEAR, 1, 1) + timedelta(days=day)
    year = CENSUS_YEAR - age_of(tables, key, person)
    male = 1 - sex_of(tables, key, person)
    first_17 = f"00{division:04}{year:04}{born:%m%d}{2 * sequence + male:03}"
    return first_17 + person_check(first_17)


def person_of_code(tables: People, code: str) -> int:
    """The person whose code this is; raises `CodeError` where it is nobody's, saying why.

    The code of a real person cannot get in: whatever does not begin with `00` is refused unread.
    """
    code = code.strip().upper()
    if not code.startswith("00"):
        raise CodeError("only codes that begin with 00 are read here: no real person has one, no other is welcome")
    if len(code) != 18 or not (code[:17].isascii() and code[:17].isdigit()):
        raise CodeError(f"`{code}` is not a person's code: 17 digits and a check character")
    if code[17] != person_check(code[:17]):
        raise CodeError(f"`{code}` has a slip in it: its check character should be {person_check(code[:17])}")
    try:
        born = date(_A_COMMON_YEAR, int(code[10:12]), int(code[12:14]))
    except ValueError:
        raise CodeError(f"`{code}` names nobody: {code[10:12]}-{code[12:14]} is no birthday here") from None
    day = (born - date(_A_COMMON_YEAR, 1, 1)).days
    mixed = (int(code[14:17]) // 2 * DIVISIONS + int(code[2:6])) * DAYS_OF_BIRTH + day
    person = _permuted(mixed, CODES, tables.seed_key, forward=False)
    if person_code(tables, person) != code:
        raise CodeError(f"`{code}` names nobody in this nation: nobody of that year and sex has it")
    return person


def firm_code(tables: People, firm: int) -> str:
    """The 18 characters of a firm's code. Raises `CodeError` for a number that no firm has."""
    if not 0 <= firm < FIRM_CODES:
        raise CodeError(f"firm {firm:,} has no code: firms are numbered from 0 to {FIRM_CODES - 1:,}")
    mixed = _permuted(firm, FIRM_CODES, tables.seed_key, forward=True)
    digits = "".join(FIRM_ALPHABET[mixed // 31**k % 31] for k in range(5, -1, -1))
    organisation = ORGANISATION_PREFIX + digits
    first_17 = FIRM_PREFIX + organisation + organisation_check(organisation)
    return first_17 + firm_check(first_17)


def firm_of_code(tables: People, code: str) -> int:
    """The firm whose code this is; raises `CodeError` where it is no firm's, saying why."""
    code = code.strip().upper()
    if not code.startswith("0"):
        raise CodeError("only firms' codes that begin with 0 are read here: no real firm has one, no other is welcome")
    if len(code) != 18 or any(c not in FIRM_ALPHABET for c in code):
        raise CodeError(f"`{code}` is not a firm's code: 18 digits and letters, without I, O, S, V and Z")
    mixed = 0
    for character in code[10:16]:
        mixed = mixed * 31 + FIRM_ALPHABET.index(character)
    firm = _permuted(mixed, FIRM_CODES, tables.seed_key, forward=False)
    if firm_code(tables, firm) != code:
        raise CodeError(f"`{code}` is no firm's code in this nation")
    return firm


def community_of_firm(firm: int) -> int:
    """The community that a firm is in."""
    return firm // FIRMS_OF_A_COMMUNITY


def _permuted(number: int, size: int, key: int, forward: bool) -> int:
    """A permutation of 0 to size - 1, or its inverse.

    A Feistel network over the next even power of two, walked until the number lies inside again.
    """
    half = ((size - 1).bit_length() + 1) // 2
    mask = (1 << half) - 1
    while True:
        left, right = number >> half, number & mask
        for turn in range(_ROUNDS) if forward else reversed(range(_ROUNDS)):
            if forward:
                left, right = right, left ^ (mix(key + (turn << 40) + right) & mask)
            else:
                left, right = right ^ (mix(key + (turn << 40) + left) & mask), left
        number = (left << half) | right
        if number < size:
            return number
