"""Which counters something in a regime can move, for readers: nobody is shown a zero that nothing could have raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from demerit.regime.consequences import On
from demerit.regime.layout import Feed, Item, Points, Regime
from demerit.tables.names import list_schemes, points_schemes

Owners = dict[str, list[str]]

KINDS = (
    "graded", "warned", "repaired", "withdrew", "moved_in", "stale", "wrong_amounts", "excepted", "extended",
    "kept_off", "unchecked", "hours", "yuan_paid", "yuan_gained", "forms", "opened", "hours_saved", "yuan_waived",
    "taken_down", "false_reports",
)  # fmt: skip
"""kinds of counters that need a mechanism which many regimes do not have"""


def mechanisms(phases: Iterable[Regime]) -> Owners:
    """By kind of counter, the schemes, lists, gates and conduct of which some phase can move it."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    for regime in phases:
        for kind, owner in (*_of_schemes(regime), *_of_lists(regime), *_of_gates(regime), *_of_feeds(regime)):
            found[kind].setdefault(owner)
    return {kind: list(owners) for kind, owners in found.items()}


def _of_schemes(regime: Regime) -> Iterator[tuple[str, str]]:
    for name, scheme in points_schemes(regime).items():
        items = list(_in_force(regime, scheme))
        tells = {
            "graded": any(item.grade for _, item in items),
            "warned": scheme.warns_first is not None,
            "repaired": any(item.repair for _, item in items),
            "withdrew": scheme.participation.withdraws is not None,
            "moved_in": bool(scheme.subjects.places),
            "stale": any(list_schemes(regime)[source].correction for source in copies(regime).get(name, ())),
            "wrong_amounts": any(
                feed.wrong_amount and _prices(regime, name, scheme, feed_name, feed)
                for feed_name, feed in regime.feeds.items()
            ),
        }
        yield from ((kind, name) for kind, so in tells.items() if so)


def _of_lists(regime: Regime) -> Iterator[tuple[str, str]]:
    for name, listed in list_schemes(regime).items():
        tells = {
            "excepted": any(ground.not_if for ground in listed.grounds.values()),
            "extended": listed.extension is not None,
            "kept_off": listed.relisting is not None,
        }
        yield from ((kind, name) for kind, so in tells.items() if so)


def _of_gates(regime: Regime) -> Iterator[tuple[str, str]]:
    for measure in regime.measures.values():
        effect = measure.effect
        tells = {
            "unchecked": effect.bar and (measure.applied is not None or measure.adopted_over is not None),
            "hours": effect.hours is not None,
            "yuan_paid": effect.yuan is not None and effect.yuan.value < 0,
            "yuan_gained": effect.yuan is not None and effect.yuan.value > 0,
            "forms": effect.forms is not None,
            "opened": effect.opens,
            "hours_saved": effect.saves is not None,
            "yuan_waived": effect.waives is not None,
        }
        yield from ((kind, measure.gate) for kind, so in tells.items() if so)


def _of_feeds(regime: Regime) -> Iterator[tuple[str, str]]:
    for feed in regime.feeds.values():
        if feed.removes:
            yield from (("taken_down", conduct) for conduct in feed.sees)
        if feed.false_reports:
            yield "false_reports", feed.false_reports.source


def copies(regime: Regime) -> Owners:
    """By points scheme, the lists whose entries an agreement passes on to it and its catalogue prices."""
    points, lists = points_schemes(regime), list_schemes(regime)
    found: Owners = {}
    for agreement in regime.agreements.values():
        passed = agreement.source in lists and "entry" in agreement.passes and agreement.to in points
        if passed and f"entry in {agreement.source}" in _priced(regime, points[agreement.to]):
            found.setdefault(agreement.to, []).append(agreement.source)
    return {name: list(dict.fromkeys(sources)) for name, sources in found.items()}


def tries_again(phases: Sequence[Regime]) -> list[str]:
    """The gates where, in some phase, who is refused tries again the same day."""
    responses = [response for regime in phases for response in regime.responses.values()]
    return sorted({one.on.scheme for one in responses if one.tries is not None and isinstance(one.on, On)})


def watching(regime: Regime) -> dict[str, dict[str, dict[str, float]]]:
    """By conduct, then by age, sex, residence, income or place: how many times closer each class named is watched.

    Where several feeds see the same conduct, the mean of their factors by what they notice; 1 for a class not named.
    """
    found: dict[str, dict[str, dict[str, float]]] = {}
    for conduct in dict.fromkeys(name for feed in regime.feeds.values() for name in feed.sees):
        feeds = [feed for feed in regime.feeds.values() if conduct in feed.sees and feed.detects.value > 0]
        kinds = dict.fromkeys(kind for feed in feeds for kind in feed.by or {})
        by = {kind: _factors(feeds, kind) for kind in kinds}
        by = {kind: factors for kind, factors in by.items() if any(factor != 1 for factor in factors.values())}
        if by:
            found[conduct] = by
    return found


def _factors(feeds: list[Feed], kind: str) -> dict[str, float]:
    given = [(feed.detects.value, (feed.by or {}).get(kind, {})) for feed in feeds]
    labels = dict.fromkeys(str(label) for _, table in given for label in table)
    noticed = sum(weight for weight, _ in given)
    return {
        label: sum(weight * (table[label].value if label in table else 1.0) for weight, table in given) / noticed
        for label in labels
    }


def _in_force(regime: Regime, scheme: Points) -> Iterator[tuple[str, Item]]:
    """Items that do something: those marked political only where they are switched on."""
    on = regime.political_items == "on"
    return ((name, item) for name, item in scheme.catalogue.items() if on or not item.political)


def _priced(regime: Regime, scheme: Points) -> set[str]:
    """Conduct and news that the catalogue prices."""
    return {item.what or name for name, item in _in_force(regime, scheme)}


def _prices(regime: Regime, name: str, scheme: Points, feed_name: str, feed: Feed) -> bool:
    """Whether something that a feed sees can become a mark of a scheme."""
    agreed = any(agreement.source == feed_name and agreement.to == name for agreement in regime.agreements.values())
    reached = feed.reaches is None or name in feed.reaches or agreed
    return reached and not _priced(regime, scheme).isdisjoint(feed.sees)
