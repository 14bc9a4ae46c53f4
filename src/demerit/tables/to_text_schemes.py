"""Facts, items, scores and lists of compiled tables in words."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.nations.draws import WORDS
from demerit.nations.layout import Nation
from demerit.tables.codes import FEATURE_LESS, FEATURE_MORE, FIRST_NAMED_EXIT, HAVING_ANYTHING
from demerit.tables.from_dimensions import TRAITS
from demerit.tables.from_schemes import HAVING
from demerit.tables.layout import DAY_Q12, EFFECT_POINTS, EFFECT_STRIKE, HABIT, LOWEST, ONE, TOP, Tables
from demerit.tables.names import NEWS, Names

NOTICE = ("never", "before", "at", "after")
YEAR = 365.25


def share(word: int) -> str:
    """A threshold in per cent."""
    return f"{100 * int(word) / WORDS:.4g} %"


def yearly(inverse: int) -> str:
    """A bounded inverse rate as a share a year."""
    return f"{100 * YEAR * DAY_Q12 / (int(inverse) + DAY_Q12 // 2):.4g} % a year"


def facts(T: Tables, names: Names, nation: Nation) -> list[str]:
    """Names of what effects hang on: conduct, then news of lists and scores."""
    news = [""] * (len(T.effect_from) - 1 - T.conduct)

    def tell(number: int, what: str) -> None:
        at = int(number) - T.conduct
        if number >= 0:
            consent = "" if T.news_consent[at] >= WORDS else f", {share(T.news_consent[at])} consent"
            news[at] = f"{what} ({int(T.news_delay[at])} days later{consent})"

    for word in NEWS:
        for which in range(T.lists):
            tell(getattr(T, f"news_{word}")[which], f"{word} in {names.lists[which]}")
    for scheme, bands in enumerate(names.bands):
        for at, band in enumerate(bands):
            tell(T.band_news[T.band_from[scheme] + at], f"in {band} of {names.points[scheme]}")
    return [c.name for c in nation.conduct] + news


def items(T: Tables, names: Names, nation: Nation) -> Iterator[str]:
    """Every price, and every ground of a list, by what it is for."""
    for number, fact in enumerate(facts(T, names, nation)):
        for at in range(int(T.effect_from[number]), int(T.effect_from[number + 1])):
            owner, item = int(T.effect_scheme[at]), int(T.effect_item[at])
            if T.effect_kind[at] == EFFECT_POINTS:
                scheme = names.points[owner]
                cases = "" if T.effect_share[at] >= WORDS else f", in {share(T.effect_share[at])} of cases"
                yield f"{fact}: {_worth(T, names, owner, item)} in {scheme}{cases}{_life(T, names, owner, item)}"
            elif T.effect_kind[at] == EFFECT_STRIKE:
                yield f"{fact}: takes `{names.items[item]}` back in {names.points[owner]}"
            else:
                yield f"{fact}: {names.lists[owner]}, {names.grounds[item]}"


def _worth(T: Tables, names: Names, scheme: int, item: int) -> str:
    if T.item_grade[item] >= 0:
        return f"grade {names.bands[scheme][T.item_grade[item]]}"
    return f"{T.item_points[item]:+d} points"


def _life(T: Tables, names: Names, scheme: int, item: int) -> str:
    """How long a mark stands, and what else becomes of it."""
    text = f", expires after {T.item_expiry[item]} days" if T.item_expiry[item] else ""
    if T.item_repeated[item]:
        text += f", {int(T.item_repeated[item]) / ONE:.4g} times while another stands"
    if T.item_replaces[item] >= 0:
        text += f", replaces `{names.items[T.item_replaces[item]]}`"
    if T.item_repair_share[item]:
        left = int(T.item_repair_item[item])
        leaves = f"leaves {_worth(T, names, scheme, left)}{_life(T, names, scheme, left)}" if left >= 0 else "is gone"
        text += f"; {share(T.item_repair_share[item])} repaired after {T.item_repair_days[item]} days, then {leaves}"
    return text


def scores(T: Tables, names: Names, nation: Nation) -> Iterator[str]:
    """Range, bands and recourse of each points scheme."""
    for at, name in enumerate(names.points):
        who = f"from age {T.scheme_age[at]}, {share(T.scheme_uptake[at])} take part"
        who += _whom(names, int(T.scheme_places[at]), int(T.scheme_having[at]))
        yield f"{name}: starts at {T.scheme_start[at]}, {T.scheme_low[at]} to {T.scheme_high[at]}; {who}"
        if T.scheme_withdraws[at]:
            yield f"    withdraw: {yearly(T.scheme_withdraws[at])}"
        if T.scheme_modelled[at]:
            yield f"    start: {', '.join(_features(T, nation, at))}"
        yield "    bands: " + _bands(T, names, at)
        rules = [word for word, number in (
            ("of one act only the heaviest item counts", T.scheme_one_act[at]),
            (f"the first deduction of a kind in {T.scheme_warns[at]} days is a warning", T.scheme_warns[at]),
            (f"computed every {T.scheme_recomputed[at]} days", T.scheme_recomputed[at]),
        ) if number]  # fmt: skip
        if rules:
            yield f"    marks: {'; '.join(rules)}"
        if T.scheme_recovery[at]:
            yield f"    recovery: {T.scheme_recovery[at]} points every {T.scheme_recovery_every[at]} days"
        if T.scheme_told[at]:
            yield f"    told of {share(T.scheme_told[at])} of marks"
        if T.scheme_decided[at] >= 0:
            yield f"    correction: decided within {T.scheme_decided[at]} days, {share(T.scheme_upheld[at])} upheld"


def _whom(names: Names, places: int, having: int) -> str:
    """Of which places, and with what, the subjects of a scheme are."""
    text = ""
    if having != HAVING_ANYTHING:
        text += f", with {next(word for word, code in HAVING.items() if code == having)}"
    if places:
        text += f", in {', '.join(place for at, place in enumerate(names.places) if (places >> at) & 1)}"
    return text


def _features(T: Tables, nation: Nation, scheme: int) -> Iterator[str]:
    """Weight and name of each feature of a private score, and what a friend's score weighs over the rest."""
    traits = {code: word for word, code in TRAITS.items()}
    for at in range(int(T.feature_from[scheme]), int(T.feature_from[scheme + 1])):
        kind = int(T.feature_kind[at])
        if kind in traits:
            name = traits[kind]
        else:
            more = {FEATURE_MORE: "more", FEATURE_LESS: "less"}[kind]
            name = f"{more} of the habit {nation.streams[int(T.feature_process[at]) - HABIT].name}"
        yield f"{100 * int(T.feature_weight[at]) / ONE:.4g} % {name}"
    if T.scheme_friends[scheme]:
        yield f"a friend's score at {int(T.scheme_friends[scheme]) / ONE:.4g} times the rest"


def _bands(T: Tables, names: Names, scheme: int) -> str:
    here = slice(int(T.band_from[scheme]), int(T.band_from[scheme + 1]))
    every = int(T.scheme_regraded[scheme])
    if every:
        ranks = zip(names.bands[scheme], T.band_top[here], strict=True)
        return ", ".join(f"{band} top {100 * int(top) / TOP:.4g} %" for band, top in ranks) + (
            f"; cut anew every {every} days"
        )
    return ", ".join(_band(b, int(e)) for b, e in zip(names.bands[scheme], T.band_points[here], strict=True))


def _band(name: str, edge: int) -> str:
    return f"{name} below" if edge <= LOWEST else f"{name} from {edge}"


def lists(T: Tables, names: Names) -> Iterator[str]:
    """Entry, notice, grounds, exits and recourse of each list."""
    for at, name in enumerate(names.lists):
        once = "one entry a subject" if T.list_once[at] else "an entry a case"
        whom = _whom(names, int(T.list_places[at]), int(T.list_having[at]))
        yield f"{name}: from age {T.list_age[at]}{whom}, {once}, decided after {T.list_after[at]} days"
        if T.list_queue[at] >= 0:
            yield f"    decides {int(T.queue_rate[T.list_queue[at]]) / 1e9 * YEAR * 1000:.4g} per 1,000 people a year"
        if T.list_notice[at]:
            notice = f"{NOTICE[T.list_notice[at]]}, served {share(T.list_served[at])}, grace {T.list_grace[at]} days"
            yield f"    notice: {notice}"
        yield from (f"    {line}" for line in _grounds(T, names, at))
        if T.list_extended[at]:
            yield f"    terms: {share(T.list_extended[at])} made longer by {T.list_extension[at]} days"
        yield from (f"    {line}" for line in _exits(T, names, at))
        if T.list_relisting[at]:
            after = names.exits[at][T.list_relisting_exit[at]]
            yield f"    not entered again within {T.list_relisting[at]} days after {after}"
        yield from (f"    {line}" for line in _recourse(T, at))


def _recourse(T: Tables, which: int) -> Iterator[str]:
    if T.list_decided[which] >= 0:
        decided = _clock(T.list_decided[which], T.list_decided_working[which])
        corrected = _clock(T.list_corrected[which], T.list_corrected_working[which])
        upheld = share(T.list_upheld[which])
        yield f"correction: decided within {decided}, {upheld} upheld, then within {corrected}"
    if T.list_review[which] >= 0:
        yield f"review: {T.list_review[which]} days, {share(T.list_review_upheld[which])} upheld"
    if T.list_suspends[which]:
        yield "measures are suspended while a correction is decided"


def _clock(days: int, working: int) -> str:
    return f"{days} {'working days' if working else 'days'}"


def _grounds(T: Tables, names: Names, which: int) -> Iterator[str]:
    for at in [g for g in range(len(names.grounds)) if T.ground_list[g] == which]:
        able = f", only the able to pay, {share(T.ground_misjudged[at])} misjudged" if T.ground_able[at] else ""
        excepted = f", {share(T.ground_excepted[at])} excepted" if T.ground_excepted[at] else ""
        term = f", for {T.ground_term[at]} days" if T.ground_term[at] else ""
        yield f"ground {names.grounds[at]}{able}{excepted}{term}"


def _exits(T: Tables, names: Names, which: int) -> Iterator[str]:
    others = YEAR * DAY_Q12 / (int(T.others_inverse) + DAY_Q12 // 2)
    for number, at in enumerate(range(int(T.exit_from[which]), int(T.exit_from[which + 1]))):
        often = (int(T.exit_share[at]) - int(T.exit_after_share[at])) / WORDS * others
        rate = f", {100 * often:.4g} % a year" if often else ""
        late = T.exit_kept[at] < WORDS
        kept = f", {share(T.exit_kept[at])} in time, else {T.exit_otherwise[at]} days" if late else ""
        within = _clock(T.exit_within[at], T.exit_working[at])
        yield f"exit {names.exits[which][number + FIRST_NAMED_EXIT]}: within {within}{rate}{kept}"
