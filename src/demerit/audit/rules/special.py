"""Special categories: origin, politics, belief, union, health, sex life, genes and biometrics count for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words, amendment, switched_off
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import conduct_of, entries, serves, some, standing, watches
from demerit.regime.layout import Feed
from demerit.regime.saying import together

SENSITIVE = {"religion": "belief", "health": "health"}
"""walks of life of conduct whose very data is of a special category"""


@rule(
    "L13",
    "special categories",
    "no feed holds or infers what people are, believe or suffer from, unless each of them consents",
    "Regulation (EU) 2016/679 art. 9 and 22(4)",
)
def special_categories(facts: Facts) -> Iterator[Outcome]:
    """Every feed that some scheme uses: what it declares to hold, and what the conduct that it sees gives away."""
    for name, feed in facts.regime.feeds.items():
        if watches(feed) and any(_uses(facts, scheme, name) for scheme, _ in standing(facts.regime)):
            yield _outcome(facts, name, feed)


def _uses(facts: Facts, scheme: str, feed: str) -> bool:
    seen = facts.regime.feeds[feed].sees
    return serves(facts.regime, feed, scheme) and any(one.fact in seen for one in entries(facts.regime, scheme))


def _outcome(facts: Facts, name: str, feed: Feed) -> Outcome:
    where: Where = ("feeds", name, "special category")
    kind = feed.special_category
    telling = {one: SENSITIVE[context] for one, context in _contexts(facts, feed).items() if context in SENSITIVE}
    if kind not in (None, "none"):
        says = f"declares that `{name}` holds or infers data about {kind}"
        if feed.lawful_basis == "consent":
            return Outcome("pass", where, f"{says}, by consent")
        basis = f"it rests on {feed.lawful_basis}" if feed.lawful_basis else "it does not say on what basis"
        life = (Happening(0, f"`{name}` knows somebody's {kind}"), Happening(0, "a mark or entry that rests on it"))
        change = amendment(facts, "the feed neither holds nor infers it any more", (where, "none"))
        why = f"{basis}, and only consent is a ground that the file can declare for such data"
        return Outcome("fail", where, says, why, life, change, (("feeds", name, "lawful basis"),))
    if telling:
        says = f"declares that `{name}` sees {together(list(telling))}, which is data about {_kinds(telling)}"
        why = f"it does not {'say' if kind is None else 'take into account'} that such data is of a special category"
        life = (Happening(0, next(iter(telling))), Happening(0, f"`{name}` passes it on as a mark"))
        return Outcome("fail", ("feeds", name, "sees"), says, why, life, _blind(facts, name, feed, telling), (where,))
    if kind is None:
        says = f"does not say whether `{name}` holds or infers data of a special category"
        why = f"it sees {some(list(feed.sees))}"
        change = amendment(facts, "to be declared, if it is so", (where, "none"))
        return Outcome("not declared", where, says, why, amendment=change)
    return Outcome("pass", where, f"declares that `{name}` holds no data of a special category")


def _blind(facts: Facts, name: str, feed: Feed, telling: dict[str, str]) -> Amendment | None:
    """The feed without what it may not look at; switched off where it looks at nothing else."""
    where: Where = ("feeds", name)
    left: Words = [one for one in feed.sees if one not in telling]
    if left:
        return amendment(facts, "the feed looks at it no more", ((*where, "sees"), left))
    return switched_off(facts, "the feed looks at nothing else, and is switched off", name)


def _contexts(facts: Facts, feed: Feed) -> dict[str, str]:
    found = {one: conduct_of(facts.nation, one) for one in feed.sees}
    return {one: conduct.context for one, conduct in found.items() if conduct is not None}


def _kinds(telling: dict[str, str]) -> str:
    return together(list(dict.fromkeys(telling.values())))
