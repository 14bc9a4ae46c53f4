"""Compiled tables in words, to compare with the file they came from: every number back in its unit.

A listing for whoever doubts the compiler. What the regime says in sentences is in regime/to_text.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from demerit.nations.draws import WORDS
from demerit.nations.layout import Nation
from demerit.tables.codes import (
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_PLACE,
    RESPONSE_REFUSED,
    RESPONSE_WATCHED,
)
from demerit.tables.layout import (
    COUPLED_COMMUNITY,
    COUPLED_NATION,
    COUPLED_NOT,
    DAY_Q12,
    FIRST_LIST_BIT,
    ONE,
    Ints,
    Tables,
)
from demerit.tables.names import Names
from demerit.tables.to_text_schemes import YEAR, items, lists, scores, share, yearly

COUPLED = {COUPLED_NOT: "nobody", COUPLED_COMMUNITY: "their community", COUPLED_NATION: "the nation"}


def to_text(T: Tables, names: Names, nation: Nation) -> str:
    """The tables of one phase as plain text, section by section."""
    sections: dict[str, Iterable[str]] = {
        f"{T.groups} groups, {T.counters} counters; people affect {COUPLED[T.coupling]}": [],
        "Strands, at the bounding rate of a person of habit 1": strands(T, names, nation),
        "Who sees what, in shares of all acts": seen(T, names, nation),
        "Feeds": feeds(T, names),
        "Moving house": [f"{yearly(T.moves_inverse)} of all people"] if T.moves_inverse else [],
        "Items": items(T, names, nation),
        "Scores": scores(T, names, nation),
        "Lists": lists(T, names),
        "Measures": measures(T, names),
        "Responses": responses(T, names),
    }
    text: list[str] = []
    for title, lines in sections.items():
        written = list(lines)
        if written or not text:
            text += ["", title, *(f"  {line}" for line in written)]
    return "\n".join(text[1:]) + "\n"


def rate(inverse: Ints) -> str:
    """Inverse rates of the groups as rates a year, from the least to the greatest."""
    values = np.asarray(inverse, float)
    per_year = np.where(values > 0, YEAR * DAY_Q12 / np.maximum(values, 1), 0.0)
    low, high = f"{per_year.min():.4g}", f"{per_year.max():.4g}"
    return f"{high} a year" if low == high else f"{low} to {high} a year"


def strands(T: Tables, names: Names, nation: Nation) -> Iterator[str]:
    """Each chain of candidates: rate, who is active in it, and its kinds."""
    for at in range(T.strands):
        groups = slice(at * T.groups, (at + 1) * T.groups)
        if at == T.misfortune_strand:
            yield f"misfortune: {rate(T.strand_inverse[groups])}"
            continue
        kinds = [names.conduct[k] for k in T.kind_conduct[T.kind_from[at] : T.kind_from[at + 1]]]
        stream = next(c.stream for c in nation.conduct if c.name == kinds[0])
        reach = " (beyond the nation's reach)" if T.strand_hidden[at] else ""
        inactive = T.strand_inactive[groups]
        active = dict.fromkeys(share(WORDS - int(end)) for end in (inactive.max(), inactive.min()))
        yield f"{stream}{reach}: {rate(T.strand_inverse[groups])} for the active, {' to '.join(active)} of a group"
        yield f"    kinds: {', '.join(kinds)}"


def seen(T: Tables, names: Names, nation: Nation) -> Iterator[str]:
    """What each feed notices of each conduct, after those before it in the file."""
    for number, conduct in enumerate(nation.conduct):
        parts: dict[str, float] = {}
        for hidden, width in ((0, conduct.seen_at_most), (1, 1 - conduct.seen_at_most)):
            at = number + hidden * T.conduct
            before = 0
            for one in range(int(T.seen_from[at]), int(T.seen_from[at + 1])):
                feed = names.feeds[T.seen_feed[one]]
                upto = max(0, int(T.seen_upto[one]))
                parts[feed] = parts.get(feed, 0.0) + width * (upto - before) / WORDS
                before = upto
        if parts:
            yield f"{conduct.name}: " + ", ".join(f"{100 * part:.4g} % by {feed}" for feed, part in parts.items())


def feeds(T: Tables, names: Names) -> Iterator[str]:
    """Delay and errors of each feed."""
    for at, name in enumerate(names.feeds):
        parts = [f"arrives after {T.feed_delay[at]} days"]
        if T.feed_wrong[at]:
            parts.append(f"wrong person {share(T.feed_wrong[at])}{', by name' if T.feed_by_name[at] else ''}")
        if T.feed_false[at]:
            parts.append(f"false marks {int(T.feed_false[at]) / WORDS:.4g} a year")
        if T.feed_amount[at]:
            parts.append(f"wrong amount {share(T.feed_amount[at])}")
        if T.feed_removes[at]:
            parts.append(f"takes down {share(T.feed_removes[at])}")
        parts += [f"reports by {names.conduct[one]}, {share(T.report_false[at])} false"
                  for one in range(T.conduct) if T.report_feed[one] == at]  # fmt: skip
        yield f"{name}: {', '.join(parts)}"
        if T.feed_uneven[at] >= 0:
            yield f"    watches unevenly: {_unevenly(T, names, int(T.feed_uneven[at]))}"
        if T.feed_schemes[at] != (1 << T.schemes) - 1 + (((1 << T.lists) - 1) << FIRST_LIST_BIT):
            yield f"    serves itself: {_reached(names, int(T.feed_schemes[at])) or 'nobody'}"
        for one in range(int(T.feed_share_from[at]), int(T.feed_share_from[at + 1])):
            consent = "" if T.share_consent[one] >= WORDS else f", {share(T.share_consent[one])} consent"
            to = _reached(names, int(T.share_schemes[one]))
            yield f"    passes acts on to {to}, {T.share_delay[one]} days later{consent}"


def _reached(names: Names, bits: int) -> str:
    """The schemes that are bits of a field."""
    numbered = [*enumerate(names.points), *enumerate(names.lists, start=FIRST_LIST_BIT)]
    return ", ".join(name for at, name in numbered if (bits >> at) & 1)


def _unevenly(T: Tables, names: Names, which: int) -> str:
    """What is noticed of groups and places, as a share of what is noticed of those watched most; where it is less."""
    groups = T.feed_group[which * T.groups : (which + 1) * T.groups]
    places = T.feed_place[which * T.places : (which + 1) * T.places]
    less = [f"{place} {share(part)}" for place, part in zip(names.places, places, strict=True) if part < WORDS]
    least = [f"groups from {share(groups.min())}"] if (groups < WORDS).any() else []
    return ", ".join([*least, *less])


def _bands(T: Tables, names: Names, scheme: int, bits: int) -> str:
    chosen = [band for at, band in enumerate(names.bands[scheme]) if (int(bits) >> at) & 1]
    return f"{names.points[scheme]} {', '.join(chosen)}"


def measures(T: Tables, names: Names) -> Iterator[str]:
    """Each measure, gate by gate in the order in which they apply."""
    for gate, name in enumerate(names.gates):
        for at in range(int(T.gate_measure_from[gate]), int(T.gate_measure_from[gate + 1])):
            which = int(T.measure_list[at])
            scheme, bands = int(T.measure_scheme[at]), int(T.measure_bands[at])
            whom = names.lists[which] if which >= 0 else _bands(T, names, scheme, bands)
            effect = [word for word, number in (
                ("barred", T.measure_bar[at]),
                (f"{T.measure_yuan[at]:+d} yuan", T.measure_yuan[at]),
                (f"{T.measure_hours[at]} hours", T.measure_hours[at]),
                (f"{T.measure_forms[at]} forms", T.measure_forms[at]),
                ("opens to those without a credit file", T.measure_opens[at]),
                (f"{T.measure_saves[at]} hours saved", T.measure_saves[at]),
                (f"{T.measure_waives[at]} yuan waived", T.measure_waives[at]),
                ("reaches children", T.measure_children[at]),
                (f"starts {T.measure_starts[at]} days late", T.measure_starts[at]),
                (f"ends {T.measure_ends[at]} days late", T.measure_ends[at]),
                (f"applied {share(T.measure_applied[at])}", T.measure_applied[at] < WORDS),
                (f"adopted from day {T.measure_adopted_from[at]} over {T.measure_adopted_days[at]} days",
                 T.measure_adopted_days[at]),
            ) if number]  # fmt: skip
            yield f"{names.measures[at]}: {whom} at {name}: {', '.join(effect)}"


def responses(T: Tables, names: Names) -> Iterator[str]:
    """Multiples of conduct (and of performance, the last), by what they depend on."""
    for number, conduct in enumerate([*names.conduct, "performance"]):
        for at in range(int(T.response_from[number]), int(T.response_from[number + 1])):
            yield f"{conduct}: {int(T.response_times[at]) / ONE:.4g} times, {_whom(T, names, at)}"
    for gate, name in enumerate(names.gates):
        if T.gate_tries[gate] > 0:
            yield f"refused at {name}: {1 / math.expm1(DAY_Q12 / int(T.gate_tries[gate])):.4g} further tries that day"


def _whom(T: Tables, names: Names, response: int) -> str:
    """On whom a response depends."""
    kind, scheme = int(T.response_kind[response]), int(T.response_scheme[response])
    if kind == RESPONSE_LISTED:
        return names.lists[scheme]
    if kind == RESPONSE_NEIGHBOURS:
        return f"neighbours in {names.lists[scheme]}"
    if kind == RESPONSE_PLACE:
        return f"the place's share in {names.lists[scheme]}"
    if kind == RESPONSE_REFUSED:
        return f"refused at {names.gates[scheme]}"
    return "watched" if kind == RESPONSE_WATCHED else _bands(T, names, scheme, int(T.response_bands[response]))
