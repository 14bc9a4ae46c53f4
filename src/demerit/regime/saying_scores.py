"""Points schemes in plain sentences: who is scored, from where, in which bands, and what each item does."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.regime.laws import NEWS_OF_LISTS, fact_of, news_of
from demerit.regime.layout import Item, Participation, Points, Regime
from demerit.regime.quantities import amount_text
from demerit.regime.saying import amount, cite, notice, silence, source, subjects, together, upper
from demerit.regime.saying_feeds import reaching
from demerit.regime.saying_lists import correction

_FEATURES = {
    "income": "income (the higher the better)",
    "age": "age (the older the better, from 18 to 60)",
    "credit file": "having a credit file",
    "employment": "being employed",
    "parenthood": "having a child",
    "platform account": "having a platform account",
    "friend": "the score of the closest friend",
}


def points(name: str, scheme: Points, regime: Regime) -> list[str]:
    """A scheme that scores, from who takes part to what it leaves open."""
    said = [
        (
            f"{upper(name)}{f', kept by {scheme.holder},' if scheme.holder else ''} scores "
            f"{subjects(scheme.subjects)}{cite(scheme.law)}."
        ),
        *_participation(scheme.participation),
        *_start(scheme),
        *_bands(scheme),
        *_rules(scheme),
        *_catalogue(name, scheme, regime),
    ]
    gaps: list[str] = []
    lasting = [item for item, priced in scheme.catalogue.items() if priced.expires_after is None]
    if scheme.recovery:
        recovery = scheme.recovery
        said.append(
            f"Lost points come back: {amount(recovery.points)} every {amount(recovery.every)}, up to the start."
        )
    elif lasting:
        gaps.append(f"when marks lapse for {together(lasting)} (they stay for good)")
    told, silent = notice(scheme.notice, "a mark")
    righted, also_silent = correction(scheme.correction, "mark")
    return [*said, *told, *righted, *silence([*gaps, *silent, *also_silent])]


def _participation(taking: Participation) -> Iterator[str]:
    if taking.mode == "everyone":
        yield "Everyone takes part."
        return
    yield "Only those take part who opt in" + (f", {amount(taking.uptake)} of people." if taking.uptake else ".")
    if taking.withdraws:
        yield f"Of those who take part, {amount(taking.withdraws)} withdraw, and their record is erased."


def _start(scheme: Points) -> Iterator[str]:
    """The start and the range; or the dimensions that give everybody a start of their own."""
    low, high = scheme.range
    ends = f"between {amount_text(low)} and {amount_text(high)}{source(high)}"
    if scheme.start:
        yield f"A score starts at {amount(scheme.start)} and stays {ends}."
    if scheme.dimensions:
        yield (
            f"A score stays {ends}. Everybody starts at a score of their own: the lowest, and above it what each "
            "dimension adds by its weight."
        )
    for name, dimension in scheme.dimensions.items():
        looks = together(_feature(one) for one in dimension.features)
        yield f"Dimension “{name}”, {amount(dimension.weight)}: {looks}."
    if scheme.recomputed:
        friend = any("friend" in dimension.features for dimension in scheme.dimensions.values())
        yield (
            f"Marks enter the score{' and the friend is looked at' * friend} only when it is worked out, every "
            f"{amount(scheme.recomputed.every)}."
        )


def _feature(feature: str) -> str:
    more, _, habit = feature.partition(" ")
    return f"{habit} (the {more} the better)" if more in ("more", "less") else _FEATURES.get(feature, feature)


def _bands(scheme: Points) -> Iterator[str]:
    phrases = []
    for name, band in scheme.bands.items():
        if band.top:
            phrases.append(f"{name} up to the top {amount(band.top)}")
        else:
            phrases.append(f"{name} from {amount(band.from_points)}" if band.from_points else f"{name} below that")
    yield f"The bands are, from best to worst: {', '.join(phrases)}."
    if scheme.regraded:
        yield (
            f"Bands go by rank among all who take part, and are cut anew every {amount(scheme.regraded.every)}; "
            "whoever ties with the last in a band is in it too."
        )


def _rules(scheme: Points) -> Iterator[str]:
    """What holds for all items."""
    if scheme.one_act:
        counts = "only the heaviest counts" if scheme.one_act == "highest item" else "all of them count"
        yield f"Where several items price one act, {counts}."
    if scheme.warns_first:
        yield (
            "The first deduction of a kind is a warning and costs nothing, unless a deduction or a warning of the kind "
            f"came within {amount(scheme.warns_first.within)} before it."
        )
        yield from _unwarned(scheme)
    if any(item.grade for item in scheme.catalogue.values()):
        yield (
            "While a direct grade stands, the score counts as the lowest of that band at best, whatever is earned "
            "meanwhile."
        )


def _unwarned(scheme: Points) -> Iterator[str]:
    """What counts at once although the scheme warns first."""
    graded = [name for name, item in scheme.catalogue.items() if item.grade]
    passed = [name for name, item in scheme.catalogue.items() if news_of(fact_of(name, item)) and name not in graded]
    kinds = ["direct grades"] * bool(graded) + ["what other schemes pass on"] * bool(passed)
    if kinds:
        yield f"{upper(together(kinds))} get no warning and count at once."


def _catalogue(scheme_name: str, scheme: Points, regime: Regime) -> Iterator[str]:
    """A sentence or two an item, and one on the items that no feed brings in."""
    if not scheme.catalogue:
        yield "The catalogue is empty."
    for name, item in scheme.catalogue.items():
        yield from _item(name, item)
    seen = reaching(regime, scheme_name)
    facts = {name: fact_of(name, item) for name, item in scheme.catalogue.items()}
    unseen = dict.fromkeys(fact for fact in facts.values() if news_of(fact) is None and fact not in seen)
    if unseen:
        yield f"No feed sees {together(unseen, 'or')}: such an item is never applied."


def _item(name: str, item: Item) -> Iterator[str]:
    fact = _fact(fact_of(name, item))
    cases = f"in {amount(item.in_cases)} of the cases" if item.in_cases else ""
    if item.what:
        aside = f" ({', '.join(part for part in (fact, cases) if part)})"
        what = f"{name}{aside}"
    else:
        what = f"{fact} ({cases})" if cases else fact
    kind = [f"gravity {item.gravity} of 5"] * (item.gravity is not None) + ["political"] * item.political
    aside = f" ({'; '.join(kind)})" if kind else ""
    repeated = f", {amount(item.repeated)} as much while one of the kind is on the record" if item.repeated else ""
    replaced = f", in the place of {item.replaces}" if item.replaces else ""
    lapse = f"; the mark lapses after {amount(item.expires_after)}" if item.expires_after else ""
    yield f"{upper(what)} {_does(item)}{aside}{cite(item.law)}{repeated}{replaced}{lapse}."
    if item.repair:
        repair = item.repair
        stay = f", for {amount(repair.expires_after)}" if repair.expires_after else ""
        left = f"{amount(repair.leaves)} stand in its place{stay}" if repair.leaves else "nothing is left of it"
        yield (
            f"Of those marked, {amount(repair.done_by)} repair it after {amount(repair.after)}{cite(repair.law)}: then "
            f"{left}."
        )


def _fact(fact: str) -> str:
    """A conduct as it is called, or the news in words: `entry in the list debtors`, `coming into A of sesame`."""
    word, scheme = news_of(fact) or ("", "")
    if not word:
        return fact
    return f"{word} in the list {scheme}" if word in NEWS_OF_LISTS else f"coming into {word} of {scheme}"


def _does(item: Item) -> str:
    if item.points is None:
        return f"grades directly into {item.grade}"
    return f"{'costs' if item.points.value < 0 else 'earns'} {amount(item.points, signed=False)}"
