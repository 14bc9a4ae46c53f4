"""Expression, belief, assembly: no mark for what people say, hold and do together, and none for anything at all."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import amendment, without_entries
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import (
    Entry,
    burdens,
    conduct_of,
    entries,
    feature_context,
    features,
    is_grave,
    quoted,
    some,
    standing,
)
from demerit.regime.layout import Item, Points, Regime

FREEDOMS = {"expression": "what people say", "belief": "what people believe", "assembly": "what people do together",
            "association": "whom people belong to or know"}  # fmt: skip
CONTEXTS = {"speech": "expression", "religion": "belief", "petition": "expression", "assembly": "assembly"}
"""walks of life that are freedoms themselves, whatever an item says of its kind"""
CONDUCT = ("petition", "protest", "demonstration", "assembly", "strike")
"""words in the name of a conduct that say the same of it"""
OFF = "political items"


@rule(
    "L29",
    "marks for expression and belief",
    "nothing is priced that is expression, belief, assembly or association, and nothing that names no conduct",
    "International Covenant on Civil and Political Rights arts. 18-22",
)
def expression(facts: Facts) -> Iterator[Outcome]:
    """Every item and ground by its kind, by `political`, and by the walk of life that its conduct belongs to."""
    for name, scheme in standing(facts.regime):
        failed = False
        for entry in entries(facts.regime, name):
            found = _of_entry(facts, entry)
            failed |= found is not None
            if found:
                yield found
        for feature in features(scheme):
            freedom = CONTEXTS.get(feature_context(facts.nation, feature) or "")
            failed |= freedom is not None
            if freedom and isinstance(scheme, Points):
                yield _of_feature(name, scheme, feature, freedom)
        if not failed:
            yield from _clean(facts, name, scheme)


def _of_entry(facts: Facts, entry: Entry) -> Outcome | None:
    if entry.kind == "catch-all":
        return _vague(facts, entry)
    freedom, because = freedom_of(facts, entry)
    if freedom is None:
        return None
    says = f"declares `{entry.name}`{because}, a mark for {FREEDOMS[freedom]}"
    why = f"it is {freedom}" + ("" if entry.against else ", and who stays away from it is rewarded less")
    where = (*entry.where, "political") if isinstance(entry.clause, Item) and entry.clause.political else entry.where
    life = (Happening(0, entry.fact), Happening(0, f"a mark or entry in {entry.scheme} for it"))
    return Outcome("fail", where, says, why, life, _dropped(facts, entry))


def _vague(facts: Facts, entry: Entry) -> Outcome:
    grave = [one for one in burdens(facts.regime, entry.scheme) if is_grave(facts.regime.measures[one])]
    says = f"declares `{entry.name}` as a catch-all, which names no conduct"
    why = "nobody can know beforehand what it takes in"
    why += f", and `{grave[0]}` hangs on it" if grave else ""
    life = (Happening(0, "does something that no line of the catalogue names"),
            Happening(0, f"a mark or entry in {entry.scheme} as `{entry.name}`"))  # fmt: skip
    return Outcome("fail", entry.where, says, why, life, _dropped(facts, entry))


def freedom_of(facts: Facts, entry: Entry) -> tuple[str | None, str]:
    """Which freedom an entry is about, and what tells it; None for conduct that is none."""
    if entry.kind in FREEDOMS:
        return str(entry.kind), f" of kind {entry.kind}"
    own = entry.clause.context if isinstance(entry.clause, Item) else None
    conduct = conduct_of(facts.nation, entry.fact)
    contexts = [one for one in (own, conduct.context if conduct else None) if one in CONTEXTS]
    named = [word for word in CONDUCT if word in entry.fact.split()]
    if contexts:
        return CONTEXTS[contexts[0]], f" in the walk of life {contexts[0]}"
    if isinstance(entry.clause, Item) and entry.clause.political:
        return "expression", " as political"
    return ("assembly" if named[0] in CONDUCT[1:] else "expression", "") if named else (None, "")


def _dropped(facts: Facts, entry: Entry) -> Amendment | None:
    if isinstance(entry.clause, Item) and entry.clause.political:
        because = "marks for speech, petition and belief are switched off, all of them at once"
        return amendment(facts, because, ((OFF,), "off"))
    return without_entries(facts, "the line is taken out of force", entry.scheme, [entry.name])


def _of_feature(name: str, scheme: Points, feature: str, freedom: str) -> Outcome:
    dimension = next(one for one, held in scheme.dimensions.items() if feature in held.features)
    where: Where = ("schemes", name, "dimensions", dimension)
    says = f"declares that a score starts from `{feature}`, a habit that is {FREEDOMS[freedom]}"
    return Outcome("fail", where, says, f"it is {freedom}")


def _clean(facts: Facts, name: str, scheme: object) -> Iterator[Outcome]:
    held = entries(facts.regime, name)
    silent = [entry.name for entry in held if entry.kind is None]
    where: Where = ("schemes", name)
    off = _switched_off(facts.regime, name)
    also = f"; switched off as political: {some(off)}" if off else ""
    if silent:
        says = f"does not say of what kind {quoted(silent)} {'is' if len(silent) == 1 else 'are'}"
        whose = "its name" if len(silent) == 1 else "their names"
        yield Outcome("not declared", where, says, f"nothing in {whose} points to expression or belief{also}")
    elif held:
        yield Outcome("pass", where, f"declares acts and omissions alone{also}")


def _switched_off(regime: Regime, name: str) -> list[str]:
    scheme = regime.schemes[name]
    if not isinstance(scheme, Points) or regime.political_items == "on":
        return []
    return [f"`{one}`" for one, item in scheme.catalogue.items() if item.political]
