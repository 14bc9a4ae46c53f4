"""Laws of names: whatever a clause refers to is there.

Names of conduct and gates belong to a nation, which this room does not know: they are compared with plain sets.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, View, Where, fact_of, news_of
from demerit.regime.layout import On, Points

_OTHERS = {"neighbours": "neighbours", "place": "a place", "refused": "those refused at a gate"}

PERFORMANCE = "performance"
"""what a response may change besides conduct: how readily duties are performed"""


def conduct(view: View) -> Iterator[Finding]:
    """Every conduct that is named is one of the nation's."""
    if view.known is None:
        return
    for where, name in conduct_names(view):
        if name and name not in view.known.conduct:
            yield Finding(
                where,
                f"no conduct is called `{name}`",
                f"a conduct of the nation {view.known.nation}",
                did_you_mean(name, view.known.conduct) or listed(sorted(view.known.conduct), most=30),
                at_key=where[-1] == name,
            )


def conduct_names(view: View) -> Iterator[tuple[Where, str]]:
    """Every place of a regime that names a conduct, with the name."""
    for feed_name, feed in view.regime.feeds.items():
        for number, name in enumerate(feed.sees):
            yield ("feeds", feed_name, "sees", str(number)), name
        if feed.false_reports:
            yield ("feeds", feed_name, "false reports", "from"), feed.false_reports.source
    for scheme_name, scheme in view.regime.schemes.items():
        if isinstance(scheme, Points):
            yield from _conduct_of_a_score(scheme_name, scheme)
        else:
            for ground_name, ground in scheme.grounds.items():
                yield ("schemes", scheme_name, "grounds", ground_name, "conduct"), ground.conduct
    for response_name, response in view.regime.responses.items():
        for number, name in enumerate(response.of):
            if name != PERFORMANCE:
                yield ("responses", response_name, "of", str(number)), name


def _conduct_of_a_score(scheme_name: str, scheme: Points) -> Iterator[tuple[Where, str]]:
    where = ("schemes", scheme_name)
    for name, item in scheme.catalogue.items():
        fact = fact_of(name, item)
        if news_of(fact) is None:
            yield ((*where, "catalogue", name, "for") if item.what else (*where, "catalogue", name)), fact
    for dimension_name, dimension in scheme.dimensions.items():
        for number, feature in enumerate(dimension.features):
            more, _, habit = feature.partition(" ")
            if more in ("more", "less") and habit:
                yield (*where, "dimensions", dimension_name, "features", str(number)), habit


def places(view: View) -> Iterator[Finding]:
    """Every place that is named is one of the nation's."""
    if view.known is None or view.known.places is None:
        return
    named: list[tuple[Where, str, bool]] = [
        (("schemes", name, "subjects"), place, False)
        for name, scheme in view.regime.schemes.items()
        for place in scheme.subjects.places
    ]
    named += [
        (("feeds", name, "by", "place", place), place, True)
        for name, feed in view.regime.feeds.items()
        for place in (feed.by or {}).get("place", {})
    ]
    for where, place, at_key in named:
        if place not in view.known.places:
            yield Finding(
                where,
                f"no place is called `{place}`",
                f"a place of the nation {view.known.nation}",
                did_you_mean(place, view.known.places) or listed(sorted(view.known.places), most=30),
                at_key,
            )


def gates(view: View) -> Iterator[Finding]:
    """Every gate that is named is one of the nation's."""
    for name, measure in view.regime.measures.items():
        where = ("measures", name, "gate")
        if view.known is not None and measure.gate and measure.gate not in view.known.gates:
            hint = did_you_mean(measure.gate, view.known.gates) or listed(sorted(view.known.gates), most=30)
            yield Finding(
                where, f"no gate is called `{measure.gate}`", f"a gate of the nation {view.known.nation}", hint
            )


def on_schemes(view: View) -> Iterator[Finding]:
    """Measures and responses fall on a list, or on bands of a points scheme."""
    for name, measure in view.regime.measures.items():
        if measure.on.relation != "refused":
            yield from _on_something(view, ("measures", name, "on"), measure.on)
        if measure.on.relation in _OTHERS:
            yield Finding(
                ("measures", name, "on"),
                f"a measure cannot fall on {_OTHERS[measure.on.relation]}",
                "those on a list or in bands",
                f"write `on: {measure.on.scheme}`" if measure.on.relation != "refused" else None,
            )
    for name, response in view.regime.responses.items():
        if isinstance(response.on, On) and response.on.relation == "refused":
            yield from _refused(view, ("responses", name, "on"), response.on.scheme)
        elif isinstance(response.on, On):
            yield from _on_something(view, ("responses", name, "on"), response.on)


def _refused(view: View, where: Where, gate: str) -> Iterator[Finding]:
    """Those refused at a gate are those whom a measure of the regime turns away there."""
    known = view.known
    if known is not None and gate not in known.gates:
        hint = did_you_mean(gate, known.gates) or listed(sorted(known.gates), most=30)
        yield Finding(where, f"no gate is called `{gate}`", f"a gate of the nation {known.nation}", hint)
        return
    barred = dict.fromkeys(measure.gate for measure in view.regime.measures.values() if measure.effect.bar)
    if gate not in barred:
        yield Finding(
            where,
            f"no measure turns anybody away at the gate `{gate}`",
            f"a gate with a bar: {listed(barred)}",
            did_you_mean(gate, barred),
        )


def _on_something(view: View, where: Where, on: On) -> Iterator[Finding]:
    if not on.scheme or view.unreadable(on.scheme):
        return
    scheme = view.regime.schemes.get(on.scheme)
    if scheme is None:
        yield Finding(
            where,
            f"no scheme is called `{on.scheme}`",
            f"one of: {listed(view.scheme_names())}",
            did_you_mean(on.scheme, view.scheme_names()),
        )
    elif isinstance(scheme, Points):
        if on.band is None:
            yield Finding(
                where,
                f"`{on.scheme}` is a points scheme",
                "bands of it, or a list",
                f"write which bands, such as `{on.scheme} below {list(scheme.bands)[-2:][0]}`"
                if scheme.bands
                else None,
            )
        elif scheme.bands and on.band not in scheme.bands:
            yield Finding(
                where,
                f"`{on.scheme}` has no band `{on.band}`",
                f"one of: {listed(scheme.bands)}",
                did_you_mean(on.band or "", scheme.bands),
            )
        elif on.relation == "below" and [on.band] == list(scheme.bands)[-1:]:
            yield Finding(
                where,
                f"nothing is below `{on.band}`, the lowest band",
                f"one of: {listed(scheme.bands)}",
                f"write `{on.scheme} at {on.band}`",
            )
    elif on.band is not None:
        yield Finding(where, f"`{on.scheme}` is a list and has no bands", "the list alone", f"write `{on.scheme}`")
