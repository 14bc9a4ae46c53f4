"""Compiled tables in words, to compare with the file they came from: every number back in its unit.

A listing for whoever doubts the compiler. What the regime says in sentences is in regime/to_text.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from demerit.nations.draws import WORDS
from demerit.nations.layout import Nation
from demerit.tables.layout import (
    COUPLED_COMMUNITY,
    COUPLED_NATION,
    COUPLED_NOT,
    DAY_Q12,
    EFFECT_POINTS,
    ONE,
    RESPONSE_LISTED,
    RESPONSE_NEIGHBOURS,
    RESPONSE_PLACE,
    RESPONSE_WATCHED,
    TOP,
    Ints,
    Tables,
)
from demerit.tables.names import Names

COUPLED = {COUPLED_NOT: "nobody", COUPLED_COMMUNITY: "their community", COUPLED_NATION: "the nation"}
NOTICE = ("never", "before", "at", "after")
YEAR = 365.25


def to_text(T: Tables, names: Names, nation: Nation) -> str:
    """The tables of one phase as plain text, section by section."""
    sections: dict[str, Iterable[str]] = {
        f"{T.groups} groups, {T.counters} counters; people affect {COUPLED[T.coupling]}": [],
        "Strands, at the bounding rate of a person of habit 1": strands(T, names, nation),
        "Who sees what, in shares of all acts": seen(T, names, nation),
        "Feeds": feeds(T, names),
        "Items": items(T, names, nation),
        "Scores": scores(T, names),
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


def share(word: int) -> str:
    """A threshold in per cent."""
    return f"{100 * int(word) / WORDS:.4g} %"


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
        yield f"{name}: {', '.join(parts)}"


def facts(T: Tables, names: Names, nation: Nation) -> list[str]:
    """Names of what effects hang on: conduct, then news of lists."""
    news = [""] * (len(T.effect_from) - 1 - T.conduct)
    for what, table in (("entry", T.news_entry), ("performance", T.news_performance), ("removal", T.news_removal)):
        for which in range(T.lists):
            if table[which] >= 0:
                delay = int(T.news_delay[table[which] - T.conduct])
                news[table[which] - T.conduct] = f"{what} in {names.lists[which]} ({delay} days later)"
    return [c.name for c in nation.conduct] + news


def items(T: Tables, names: Names, nation: Nation) -> Iterator[str]:
    """Every price, and every ground of a list, by what it is for."""
    for number, fact in enumerate(facts(T, names, nation)):
        for at in range(int(T.effect_from[number]), int(T.effect_from[number + 1])):
            owner, item = int(T.effect_scheme[at]), int(T.effect_item[at])
            if T.effect_kind[at] == EFFECT_POINTS:
                expiry = f", expires after {T.item_expiry[item]} days" if T.item_expiry[item] else ""
                yield f"{fact}: {T.item_points[item]:+d} points in {names.points[owner]}{expiry}"
            else:
                yield f"{fact}: {names.lists[owner]}, {names.grounds[item]}"


def scores(T: Tables, names: Names) -> Iterator[str]:
    """Range, bands and recourse of each points scheme."""
    for at, name in enumerate(names.points):
        who = f"from age {T.scheme_age[at]}, {share(T.scheme_uptake[at])} take part"
        yield f"{name}: starts at {T.scheme_start[at]}, {T.scheme_low[at]} to {T.scheme_high[at]}; {who}"
        edges = T.band_points[T.band_from[at] : T.band_from[at + 1]]
        tops = T.band_top[T.band_from[at] : T.band_from[at + 1]]
        every = int(T.scheme_regraded[at])
        if every:
            ranks = ", ".join(f"{b} top {100 * int(t) / TOP:.4g} %" for b, t in zip(names.bands[at], tops, strict=True))
            yield f"    bands: {ranks}; cut anew every {every} days"
        else:
            yield "    bands: " + ", ".join(_band(b, int(e)) for b, e in zip(names.bands[at], edges, strict=True))
        if T.scheme_recovery[at]:
            yield f"    recovery: {T.scheme_recovery[at]} points every {T.scheme_recovery_every[at]} days"
        if T.scheme_told[at]:
            yield f"    told of {share(T.scheme_told[at])} of marks"
        if T.scheme_decided[at] >= 0:
            yield f"    correction: decided within {T.scheme_decided[at]} days, {share(T.scheme_upheld[at])} upheld"


def _band(name: str, edge: int) -> str:
    return f"{name} below" if edge <= -(1 << 30) else f"{name} from {edge}"


def lists(T: Tables, names: Names) -> Iterator[str]:
    """Entry, notice, grounds, exits and recourse of each list."""
    for at, name in enumerate(names.lists):
        once = "one entry a subject" if T.list_once[at] else "an entry a case"
        yield f"{name}: from age {T.list_age[at]}, {once}, decided after {T.list_after[at]} days"
        if T.list_queue[at] >= 0:
            yield f"    decides {int(T.queue_rate[T.list_queue[at]]) / 1e9 * YEAR * 1000:.4g} per 1,000 people a year"
        if T.list_notice[at]:
            notice = f"{NOTICE[T.list_notice[at]]}, served {share(T.list_served[at])}, grace {T.list_grace[at]} days"
            yield f"    notice: {notice}"
        yield from (f"    {line}" for line in _grounds(T, names, at))
        yield from (f"    {line}" for line in _exits(T, names, at))
        if T.list_decided[at] >= 0:
            decided = _clock(T.list_decided[at], T.list_decided_working[at])
            corrected = _clock(T.list_corrected[at], T.list_corrected_working[at])
            upheld = share(T.list_upheld[at])
            yield f"    correction: decided within {decided}, {upheld} upheld, then within {corrected}"
        if T.list_review[at] >= 0:
            yield f"    review: {T.list_review[at]} days, {share(T.list_review_upheld[at])} upheld"
        if T.list_suspends[at]:
            yield "    measures are suspended while a correction is decided"


def _clock(days: int, working: int) -> str:
    return f"{days} {'working days' if working else 'days'}"


def _grounds(T: Tables, names: Names, which: int) -> Iterator[str]:
    for at in [g for g in range(len(names.grounds)) if T.ground_list[g] == which]:
        able = f", only the able to pay, {share(T.ground_misjudged[at])} misjudged" if T.ground_able[at] else ""
        term = f", for {T.ground_term[at]} days" if T.ground_term[at] else ""
        yield f"ground {names.grounds[at]}{able}{term}"


def _exits(T: Tables, names: Names, which: int) -> Iterator[str]:
    others = YEAR * DAY_Q12 / (int(T.others_inverse) + DAY_Q12 // 2)
    for number, at in enumerate(range(int(T.exit_from[which]), int(T.exit_from[which + 1]))):
        yearly = (int(T.exit_share[at]) - int(T.exit_after_share[at])) / WORDS * others
        often = f", {100 * yearly:.4g} % a year" if yearly else ""
        late = T.exit_kept[at] < WORDS
        kept = f", {share(T.exit_kept[at])} in time, else {T.exit_otherwise[at]} days" if late else ""
        within = _clock(T.exit_within[at], T.exit_working[at])
        yield f"exit {names.exits[which][number + 2]}: within {within}{often}{kept}"


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
                ("reaches children", T.measure_children[at]),
                (f"starts {T.measure_starts[at]} days late", T.measure_starts[at]),
                (f"ends {T.measure_ends[at]} days late", T.measure_ends[at]),
            ) if number]  # fmt: skip
            yield f"{names.measures[at]}: {whom} at {name}: {', '.join(effect)}"


def responses(T: Tables, names: Names) -> Iterator[str]:
    """Multiples of conduct (and of performance, the last), by what they depend on."""
    for number, conduct in enumerate([*names.conduct, "performance"]):
        for at in range(int(T.response_from[number]), int(T.response_from[number + 1])):
            yield f"{conduct}: {int(T.response_times[at]) / ONE:.4g} times, {_whom(T, names, at)}"


def _whom(T: Tables, names: Names, response: int) -> str:
    """On whom a response depends."""
    kind, scheme = int(T.response_kind[response]), int(T.response_scheme[response])
    if kind == RESPONSE_LISTED:
        return names.lists[scheme]
    if kind == RESPONSE_NEIGHBOURS:
        return f"neighbours in {names.lists[scheme]}"
    if kind == RESPONSE_PLACE:
        return f"the place's share in {names.lists[scheme]}"
    return "watched" if kind == RESPONSE_WATCHED else _bands(T, names, scheme, int(T.response_bands[response]))
