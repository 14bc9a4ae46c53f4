"""Who a person is: every trait a pure function of the nation's tables, the person's number and the seed.

Kernel subset: whole numbers and flat tables only, so the same source runs as plain Python on lists, under Numba and on
CUDA. Nothing is stored about anybody; person 1,234,567,890 costs what person 0 costs.

How people live together. Communities of 1,024 people lie in turn on the nation's list of places (a step of the golden
section, so that any run of communities has nearly the nation's shares). All communities are cut into households by the
same quotas of sizes, turned by an offset of their own. A household draws one of 512 patterns of its size (ages in
five-year bands, sexes, generations), which a script fitted to the census; a person draws the year within the band.

Shares are compared as 32-bit integers: `word < P.something_below`.
"""

from __future__ import annotations

from demerit.nations.draws import MASK_32, draw, high, key_of, low
from demerit.nations.layout import COMMUNITY, People

# Processes 0 to 31 of a person's generator are traits; 32 to 63 of a community's are what its people share. The engine
# uses 64 and above.
AGE_IN_BAND = 0
MEANS = 1
SURNAME = 2
GIVEN_NAME = 3
FILES = 4
NEIGHBOURS = 5
WORK = 6
HOUSEHOLD = 32
FIRMS = 33

PATTERN_BITS = 9
"""A household size has 2**9 equally frequent patterns."""
LARGEST_HOUSEHOLD = 8
FIRMS_OF_A_COMMUNITY = 100
"""138.4 million market entities on 1.412 billion people (WT21, end of 2020), per 1,024"""
ENTERPRISES_OF_A_COMMUNITY = 31
"""of which enterprises; the rest are self-employed"""
HOUSEHOLDS = 391
"""households of a community: the published sizes on 1,024 people"""
FIRM_STRIDE = 3
FIRM_STRIDE_INVERSE = 261
"""3 * 261 = 1 modulo 391: how the household of a firm's representative leads back to the firm"""
GOLDEN_32 = 0x9E3779B9
"""2**32 over the golden ratio: steps of this size spread evenly, whatever their number"""
NAMESAKES_ONE = 1 << 16
"""fixed point of `namesakes_weight`: this is the average over people"""
NOBODY = -1

PARENT = 1
CHILD = 2
GRANDPARENT = 3
"""roles in a household; 0 is any other adult"""


def community_of(person: int) -> int:
    """The community that a person lives in."""
    return person // COMMUNITY


def community_word(P: People, community: int) -> int:
    """Where a community stands on the list of places, 0 to 2**32 - 1: urban ones first, each half by province."""
    return (P.community_offset + community * GOLDEN_32) & MASK_32


def is_urban(P: People, community: int) -> bool:
    """Whether a community is urban."""
    return community_word(P, community) < P.urban_below


def place_of(P: People, community: int) -> int:
    """Index of the province (`Nation.places`) that a community lies in."""
    return destination_of(P, community_word(P, community))


def destination_of(P: People, word: int) -> int:
    """Index of the place that a word of luck, 0 to 2**32 - 1, falls on: each place as often as it has people."""
    first = 0
    last = 2 * P.places - 1
    while first < last:
        middle = (first + last) // 2
        if word < P.place_below[middle]:
            last = middle
        else:
            first = middle + 1
    return first % P.places


def turn_of(community_key: int) -> int:
    """How far a community's household plan is turned, 0 to 1,023: bits of its key, which is itself a draw."""
    return (community_key >> 20) & (COMMUNITY - 1)


def plan_place(P: People, person: int) -> int:
    """Where a person stands in the plan of households that all communities share, 0 to 1,023."""
    key = key_of(P.seed_key, person // COMMUNITY)
    return (person + turn_of(key)) & (COMMUNITY - 1)


def household_size(P: People, person: int) -> int:
    """How many people live in this person's household, 1 to 8."""
    return P.plan_size[plan_place(P, person)]


def household_role(P: People, person: int) -> int:
    """This person's number in the household, 0 (the head) to size - 1."""
    place = plan_place(P, person)
    return place - P.plan_first[place]


def household_member(P: People, person: int, number: int) -> int:
    """The person who is `number` in this person's household (0 is the head, always an adult)."""
    community = person // COMMUNITY
    turn = turn_of(key_of(P.seed_key, community))
    first = P.plan_first[(person + turn) & (COMMUNITY - 1)]
    return community * COMMUNITY + ((first + number - turn) & (COMMUNITY - 1))


def household_first(P: People, person: int) -> int:
    """The head of this person's household. Members are neighbours by number, except across a community's edge."""
    return household_member(P, person, 0)


def household_bits(P: People, community_key: int, place: int) -> int:
    """The luck that a household shares: pattern in the high word, income in the low word."""
    return draw(community_key, HOUSEHOLD, P.plan_household[place])


def member_code(P: People, place: int, bits: int) -> int:
    """Band * 8 + sex * 4 + role of whoever stands at `place` of a community's plan, from the household's bits."""
    size = P.plan_size[place]
    pattern = high(bits) >> (32 - PATTERN_BITS)
    return P.member[P.pattern_start[size] + pattern * size + place - P.plan_first[place]]


def code_of(P: People, person: int) -> int:
    """Band * 8 + sex * 4 + role of a person."""
    community_key = key_of(P.seed_key, person // COMMUNITY)
    place = (person + turn_of(community_key)) & (COMMUNITY - 1)
    return member_code(P, place, household_bits(P, community_key, place))


def year_in_band(key: int) -> int:
    """0 to 4: the year within a five-year band."""
    return (high(draw(key, AGE_IN_BAND, 0)) * 5) >> 32


def age_of(P: People, key: int, person: int) -> int:
    """Age in years on day 0, 0 to 104."""
    return (code_of(P, person) >> 3) * 5 + year_in_band(key)


def sex_of(P: People, key: int, person: int) -> int:
    """0 male, 1 female."""
    return (code_of(P, person) >> 2) & 1


def role_of(P: People, key: int, person: int) -> int:
    """Role in the household: PARENT, CHILD, GRANDPARENT or 0."""
    return code_of(P, person) & 3


def is_parent(P: People, key: int, person: int) -> bool:
    """Whether this person lives with a child of their own, of whatever age."""
    return role_of(P, key, person) == PARENT


def age_group(age: int) -> int:
    """0 under 14, 1 14-17, 2 18-29, 3 30-44, 4 45-59, 5 60 and over."""
    return (age >= 14) + (age >= 18) + (age >= 30) + (age >= 45) + (age >= 60)


def rank_of_word(P: People, urban: bool, word: int) -> int:
    """Rank of an income in the nation, 0 to 2**32 - 1, from its rank among urban or rural people."""
    knot = (word >> 24) if urban else (word >> 24) + 257
    step = P.rank_knot[knot + 1] - P.rank_knot[knot]
    return P.rank_knot[knot] + ((step * (word & 0xFFFFFF)) >> 24)


def rank_of(P: People, person: int) -> int:
    """Rank of this person's household in the nation by income per head, 0 (poorest) to 2**32 - 1."""
    community = person // COMMUNITY
    community_key = key_of(P.seed_key, community)
    place = (person + turn_of(community_key)) & (COMMUNITY - 1)
    return rank_of_word(P, is_urban(P, community), low(household_bits(P, community_key, place)))


def quintile_of(P: People, key: int, person: int) -> int:
    """Fifth of the nation by income per head, 0 the poorest to 4."""
    return (rank_of(P, person) * 5) >> 32


def income_of(P: People, key: int, person: int) -> int:
    """Disposable income per head of the person's household, yuan a year; the same for all who live there."""
    rank = rank_of(P, person)
    knot = 0
    bits = 24
    while bits > 0 and (rank >> bits) == 255:
        knot += 255
        rank &= (1 << bits) - 1
        bits -= 8
    knot += rank >> bits
    step = P.income_knot[knot + 1] - P.income_knot[knot]
    return P.income_knot[knot] + ((step * (rank & ((1 << bits) - 1))) >> bits)


def group_of(P: People, key: int, person: int) -> int:
    """Index of the person's group: ((age group * 2 + sex) * 2 + rural) * 5 + fifth; 0 in a nation of one group.

    Called for every event: three draws (community, household, person) and a few look-ups.
    """
    if P.groups == 1:
        return 0
    community = person // COMMUNITY
    community_key = key_of(P.seed_key, community)
    place = (person + turn_of(community_key)) & (COMMUNITY - 1)
    bits = household_bits(P, community_key, place)
    code = member_code(P, place, bits)
    urban = is_urban(P, community)
    fifth = (rank_of_word(P, urban, low(bits)) * 5) >> 32
    rural = 0 if urban else 1
    age = (code >> 3) * 5 + year_in_band(key)
    return ((age_group(age) * 2 + ((code >> 2) & 1)) * 2 + rural) * 5 + fifth


def is_able(P: People, key: int) -> int:
    """1 where this person could pay what a court orders, 0 where there is nothing to enforce."""
    return 1 if high(draw(key, MEANS, 0)) < P.able_below else 0


def willingness(P: People, key: int) -> int:
    """How willing to perform, 0 to 2**32 - 1, evenly spread; independent of ability and of everything else."""
    return low(draw(key, MEANS, 0))


def has_credit_file(P: People, key: int, person: int) -> bool:
    """Whether the central bank's database has a file on this person."""
    return low(draw(key, FILES, 0)) < P.credit_below[group_of(P, key, person)]


def has_phone(P: People, key: int, person: int) -> bool:
    """Whether this person is online with a telephone."""
    return high(draw(key, FILES, 0)) < P.phone_below[group_of(P, key, person)]


def uses_platform(P: People, key: int, person: int) -> bool:
    """Whether this person buys on platforms; everyone who does has a telephone."""
    return high(draw(key, FILES, 0)) < P.platform_below[group_of(P, key, person)]


def child_at_school(P: People, key: int, person: int) -> int:
    """A child of six to seventeen of this parent, the first in the household; NOBODY where there is none."""
    community = person // COMMUNITY
    community_key = key_of(P.seed_key, community)
    turn = turn_of(community_key)
    place = (person + turn) & (COMMUNITY - 1)
    bits = household_bits(P, community_key, place)
    if member_code(P, place, bits) & 3 != PARENT:
        return NOBODY
    first = P.plan_first[place]
    for number in range(P.plan_size[place]):
        code = member_code(P, first + number, bits)
        band = code >> 3
        if code & 3 == CHILD and 1 <= band <= 3:
            child = community * COMMUNITY + ((first + number - turn) & (COMMUNITY - 1))
            if 6 <= band * 5 + year_in_band(key_of(P.seed_key, child)) <= 17:
                return child
    return NOBODY


def neighbour(P: People, person: int, k: int) -> int:
    """Neighbour `k` (0 to 7) of a person: eight different people of the same community, never oneself.

    Each lies in an eighth of its own of the community, so that one draw serves all eight.
    """
    seven_bits = (draw(key_of(P.seed_key, person), NEIGHBOURS, 0) >> (8 * k)) & 127
    step = 1 + 127 * k + ((seven_bits * 127) >> 7)
    return person - (person & (COMMUNITY - 1)) + ((person + step) & (COMMUNITY - 1))


def friend(P: People, person: int) -> int:
    """The closest friend: somebody of the same community, never oneself; not always mutual."""
    step = 1 + ((high(draw(key_of(P.seed_key, person), NEIGHBOURS, 1)) * (COMMUNITY - 1)) >> 32)
    return person - (person & (COMMUNITY - 1)) + ((person + step) & (COMMUNITY - 1))


def firm_shift(community_key: int) -> int:
    """The household from which a community's firms are counted off."""
    return (high(draw(community_key, FIRMS, 0)) * HOUSEHOLDS) >> 32


def legal_representative_of(P: People, firm: int) -> int:
    """The person who answers for a firm: the head of a household of its community; no two firms share one."""
    community = firm // FIRMS_OF_A_COMMUNITY
    number = firm % FIRMS_OF_A_COMMUNITY
    community_key = key_of(P.seed_key, community)
    household = (firm_shift(community_key) + number * FIRM_STRIDE) % HOUSEHOLDS
    place = P.household_place[household]
    return community * COMMUNITY + ((place - turn_of(community_key)) & (COMMUNITY - 1))


def employer_of(P: People, person: int) -> int:
    """Index of the firm that this person works for or answers for; NOBODY for children, the retired and the jobless."""
    community = person // COMMUNITY
    community_key = key_of(P.seed_key, community)
    place = (person + turn_of(community_key)) & (COMMUNITY - 1)
    key = key_of(P.seed_key, person)
    if place == P.plan_first[place]:
        behind = (P.plan_household[place] - firm_shift(community_key) + HOUSEHOLDS) * FIRM_STRIDE_INVERSE % HOUSEHOLDS
        if behind < FIRMS_OF_A_COMMUNITY:
            return community * FIRMS_OF_A_COMMUNITY + behind
    age = (member_code(P, place, household_bits(P, community_key, place)) >> 3) * 5 + year_in_band(key)
    bits = draw(key, WORK, 0)
    if age < 18 or age >= 60 or high(bits) >= P.employed_below:
        return NOBODY
    root = low(bits) >> 16
    if high(bits) < P.enterprise_below:
        # Enterprises are of unequal size: the square of an even number favours the first ones.
        return community * FIRMS_OF_A_COMMUNITY + ((ENTERPRISES_OF_A_COMMUNITY * root * root) >> 32)
    others = FIRMS_OF_A_COMMUNITY - ENTERPRISES_OF_A_COMMUNITY
    return community * FIRMS_OF_A_COMMUNITY + ENTERPRISES_OF_A_COMMUNITY + ((others * root) >> 16)


def is_employed(P: People, person: int) -> bool:
    """Whether this person works for a firm or answers for one."""
    return employer_of(P, person) != NOBODY


def surname_of(P: People, key: int) -> int:
    """Index of the surname in the table of names."""
    word = high(draw(key, SURNAME, 0))
    first = 0
    last = P.surnames - 1
    while first < last:
        middle = (first + last) // 2
        if word < P.surname_below[middle]:
            last = middle
        else:
            first = middle + 1
    return first


def given_name_of(P: People, key: int, part: int) -> int:
    """Index of the first (part 0) or second (part 1) syllable of the given name; index 0 of the second is none."""
    bits = draw(key, GIVEN_NAME, 0)
    word = high(bits) if part == 0 else low(bits)
    first = part * P.syllables
    last = first + P.syllables - 1
    while first < last:
        middle = (first + last) // 2
        if word < P.syllable_below[middle]:
            last = middle
        else:
            first = middle + 1
    return first - part * P.syllables


def namesakes_weight(P: People, key: int) -> int:
    """How many people bear this person's full name, over the average of all people, times 65,536.

    At most `P.namesakes_most`. Whoever looks for somebody by name alone finds a common name in proportion.
    """
    surname = P.surname_weight[surname_of(P, key)]
    first = P.syllable_weight[given_name_of(P, key, 0)]
    second = P.syllable_weight[P.syllables + given_name_of(P, key, 1)]
    return (((surname * first) >> 16) * second) >> 16
