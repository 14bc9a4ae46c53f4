"""Transparency and safeguards: what people are told, how long data is kept, who oversees it, what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.audit.amended import Words, amendment, switched_off
from demerit.audit.layout import Amendment, Facts, Happening, Outcome, Where
from demerit.audit.register import rule
from demerit.audit.routes import (
    burdens,
    entries,
    features,
    feeds_to,
    measure_context,
    quoted,
    serves,
    some,
    source_contexts,
    standing,
    watches,
)
from demerit.regime.layout import Feed, Item, List, Notice, Points, Quantity
from demerit.regime.quantities import ASSUMPTION, amount_text, calendar_days, write_quantity
from demerit.regime.saying import together

A_MONTH = 31
"""days: the latest at which people are told of data that was not had from them"""
SOURCE = "data and source"
_NOBODY = ("none", "no", "nobody", "no one")


@rule(
    "L27",
    "accessible and verifiable",
    "how a score is worked out is published, every scheme rests on a law, and its errors are known",
    "European Convention on Human Rights art. 8; District Court of The Hague, 5 February 2020, "
    "ECLI:NL:RBDHA:2020:865 (SyRI)",
)
def verifiable(facts: Facts) -> Iterator[Outcome]:
    """The formula of every score, the law of every scheme, and whether the errors of the whole are published."""
    schemes = dict(standing(facts.regime))
    for name, scheme in schemes.items():
        if isinstance(scheme, Points):
            yield _formula(facts, name, scheme)
        yield _law(facts, name, scheme)
    if schemes:
        says = {
            True: "declares that its errors are measured and published",
            False: "declares that its errors are not published",
            None: "does not say whether its errors are measured and published",
        }
        yield _safeguard(facts, "error rates published", says, "nobody outside can verify it")


def _formula(facts: Facts, name: str, scheme: Points) -> Outcome:
    where: Where = ("schemes", name, "formula published")
    if scheme.formula_published:
        return Outcome("pass", where, f"declares that the formula of {name} is published")
    change = amendment(facts, "people can work out their own score", (where, "yes"))
    if scheme.formula_published is None:
        says = f"does not say whether people can look up how {name} is worked out"
        return Outcome("not declared", where, says, "nobody could foresee or verify a score", amendment=change)
    life = (Happening(0, f"{name} falls"), Happening(1, "asks how, and is shown no formula"))
    says = f"declares that the formula of {name} is not published"
    return Outcome("fail", where, says, "nobody can foresee or verify a score", life, change)


def _law(facts: Facts, name: str, scheme: Points | List) -> Outcome:
    law, where = scheme.law or facts.regime.legal_basis, ("schemes", name, "law")
    if law is None:
        says = f"does not say which law {name} rests on"
        return Outcome("not declared", where, says, "nor does the regime as a whole (`legal basis`)")
    if law == ASSUMPTION:
        return Outcome("fail", where, f"declares no law behind {name} but an assumption", "an assumption is no law")
    return Outcome("pass", where, f"declares that {name} rests on {law}")


def _safeguard(facts: Facts, word: str, says: dict[bool | None, str], why: str) -> Outcome:
    """A safeguard of the regime that is there, is declared not to be, or is not declared."""
    where: Where = ("safeguards", word)
    held = facts.regime.safeguards
    declared = getattr(held, word.replace(" ", "_")) if held else None
    if declared:
        return Outcome("pass", where, says[True])
    change = amendment(facts, "the safeguard itself", (where, "yes"))
    return Outcome("not declared" if declared is None else "fail", where, says[declared], why, amendment=change)


@rule(
    "L14",
    "informed at collection",
    "people are told what data is collected about them and from where, within a month",
    "Regulation (EU) 2016/679 arts. 13 and 14",
)
def informed(facts: Facts) -> Iterator[Outcome]:
    """The notice of every scheme that data flows into: given at all, soon enough, and with the data and its source."""
    for name, scheme in standing(facts.regime):
        if any(feeds_to(facts.regime, name, entry.fact) for entry in entries(facts.regime, name)) or features(scheme):
            yield _informed(facts, name, scheme.notice)


def _informed(facts: Facts, name: str, notice: Notice | None) -> Outcome:
    where: Where = ("schemes", name, "notice")
    if notice is None:
        change = _told(facts, name, notice)
        says = f"does not say whether people are told of the data in {name}"
        return Outcome("not declared", where, says, "a run tells nobody", amendment=change)
    if notice.when == "never":
        life = (Happening(0, f"data reaches {name}"), Happening(A_MONTH, "a month later nobody has been told"))
        says = f"declares that nobody is told of the data in {name}"
        return Outcome("fail", where, says, "people cannot object to what they do not know of", life,
                       _told(facts, name, notice))  # fmt: skip
    late = notice.within is not None and calendar_days(notice.within) > A_MONTH
    if late and notice.within is not None:
        says = f"declares that people are told within {amount_text(notice.within)}"
        life = (Happening(0, f"data reaches {name}"), Happening(round(calendar_days(notice.within)), "is told of it"))
        return Outcome("fail", (*where, "within"), says, "that is later than a month", life, _told(facts, name, notice))
    open_ = ["how soon people are told"] if notice.when == "after" and notice.within is None else []
    if notice.says and SOURCE not in notice.says:
        says = f"declares a notice that gives {together(notice.says)}"
        return Outcome("fail", (*where, "says"), says, "it gives neither the data nor its source",
                       amendment=_told(facts, name, notice))  # fmt: skip
    open_ += ["what the notice gives"] if not notice.says else []
    if open_:
        says, why = f"does not say {together(open_)}", f"people may not learn what {name} knows, and from where"
        return Outcome("not declared", where, says, why, amendment=_told(facts, name, notice))
    return Outcome("pass", where, f"declares a notice that gives the data and its source for {name}")


def _told(facts: Facts, name: str, notice: Notice | None) -> Amendment | None:
    where: Where = ("schemes", name, "notice")
    says: Words = list(dict.fromkeys([*(notice.says if notice else ()), SOURCE]))
    if notice is None or notice.when == "never":
        whole: Words = {"when": "at", "says": says}
        return amendment(facts, "people are told when the data comes in", (where, whole))
    changes: list[tuple[Where, Words]] = [((*where, "says"), says)] if SOURCE not in notice.says else []
    late = notice.within is not None and calendar_days(notice.within) > A_MONTH
    if late or (notice.when == "after" and notice.within is None):
        changes.append(((*where, "within"), "1 month (assumption)"))
    return amendment(facts, "people are told within a month, with the data and its source", *changes)


@rule(
    "L11",
    "no more and no longer than needed",
    "a feed looks at nothing that no scheme uses, and its data is erased once no mark rests on it",
    "Regulation (EU) 2016/679 art. 5(1)(c) and (e)",
)
def minimal(facts: Facts) -> Iterator[Outcome]:
    """Every feed that watches: the conduct that nothing uses, and how long its data outlasts marks."""
    for name, feed in facts.regime.feeds.items():
        if watches(feed):
            yield _idle(facts, name, feed)
            yield _kept(facts, name, feed)


def _idle(facts: Facts, name: str, feed: Feed) -> Outcome:
    used = {feed.false_reports.source} if feed.false_reports else set[str]()
    for _, regime in facts.document.phases:  # what a later phase uses stands in the file from the first day on
        for scheme, one in standing(regime):
            if serves(regime, name, scheme):
                used |= {entry.fact for entry in entries(regime, scheme)}
                used |= {feature.partition(" ")[2] for feature in features(one)}
    idle = [conduct for conduct in feed.sees if conduct not in used]
    where: Where = ("feeds", name, "sees")
    if not idle:
        return Outcome("pass", where, f"declares that `{name}` sees what some scheme uses and nothing else")
    left: Words = [conduct for conduct in feed.sees if conduct in used]
    removed = " or takes it down" if feed.removes else ""
    life = (Happening(0, idle[0]), Happening(0, f"`{name}` notices it{removed}, and no scheme makes anything of it"))
    says = f"declares that `{name}` sees {together(idle)}, which no line in force ever uses"
    if left:
        change = amendment(facts, "the feed looks at what is used", (where, left))
    else:
        change = switched_off(facts, "the feed looks at nothing that is used, and is switched off", name)
    return Outcome("fail", where, says, "the data is not needed", life, change)


def _kept(facts: Facts, name: str, feed: Feed) -> Outcome:
    where: Where = ("feeds", name, "kept for")
    longest = _longest(facts, name, feed)
    needed = write_quantity(longest[1]) if longest else None
    change = amendment(facts, "as long as the longest mark that rests on it", (where, needed)) if needed else None
    if feed.kept_for is None:
        says = f"does not say when the data of `{name}` is erased"
        return Outcome("not declared", where, says, "it may be kept for good", amendment=change)
    says = f"declares that the data of `{name}` is kept for {amount_text(feed.kept_for)}"
    if longest is None or calendar_days(feed.kept_for) <= calendar_days(longest[1]):
        return Outcome("pass", where, says)
    mark, lasting = longest
    days = round(calendar_days(lasting))
    life = (
        Happening(0, f"`{name}` notices an act"),
        Happening(days, f"the last mark of it (`{mark}`) has lapsed, and the data is still there"),
        Happening(round(calendar_days(feed.kept_for)), "the data is erased"),
    )
    why = f"no mark that rests on it lasts longer than {amount_text(lasting)}"
    return Outcome("fail", where, says, why, life, change)


def _longest(facts: Facts, name: str, feed: Feed) -> tuple[str, Quantity] | None:
    """The mark or entry made of a feed's data that lasts longest; None where one lasts without an end."""
    found: list[tuple[str, Quantity]] = []
    for scheme, one in standing(facts.regime):
        for entry in entries(facts.regime, scheme) if serves(facts.regime, name, scheme) else ():
            if entry.fact not in feed.sees:
                continue
            term = one.term.get(entry.name) if isinstance(one, List) else None
            lasting = entry.clause.expires_after if isinstance(entry.clause, Item) else term.length if term else None
            if lasting is None:
                return None
            found.append((entry.name, lasting))
    return max(found, key=lambda pair: calendar_days(pair[1]), default=None)


@rule(
    "L08",
    "impact assessment",
    "before the first day somebody assessed whom the regime affects and how",
    "Regulation (EU) 2024/1689 art. 27; Regulation (EU) 2016/679 art. 35",
)
def impact_assessment(facts: Facts) -> Iterator[Outcome]:
    """The safeguard `impact assessment` of a regime with schemes."""
    if list(standing(facts.regime)):
        says = {
            True: "declares that an impact assessment was made before the first day",
            False: "declares that no impact assessment was made",
            None: "does not say whether an impact assessment was made",
        }
        yield _safeguard(facts, "impact assessment", says, "nobody had to ask beforehand whom it may harm")


@rule(
    "L07",
    "human oversight",
    "somebody may stop the regime or overrule what it does",
    "Regulation (EU) 2024/1689 arts. 14 and 26(2)",
)
def human_oversight(facts: Facts) -> Iterator[Outcome]:
    """The safeguard `human oversight`, and whether the measures leave anything to oversee."""
    if not list(standing(facts.regime)):
        return
    where: Where = ("safeguards", "human oversight")
    who = facts.regime.safeguards.human_oversight if facts.regime.safeguards else None
    fixed = [name for name in burdens(facts.regime) if facts.regime.measures[name].overruled is False]
    if who is None:
        says = "does not say who may stop or overrule the regime"
        yield Outcome("not declared", where, says, "a run overrules nothing")
    elif who.casefold().strip(" .") in _NOBODY:
        says = "declares that nobody may stop or overrule the regime"
        life = (Happening(0, "a burden that everybody sees is wrong"), Happening(1, "nobody may stop it"))
        yield Outcome("fail", where, says, "what is wrong goes on until each case is corrected", life)
    elif kept := _kept_by(facts, who):
        says = f"declares oversight by {who}, who {together(kept)}"
        why = "nobody oversees themselves: what they would have to stop is what they do"
        life = (Happening(0, "a burden that everybody else sees is wrong"), Happening(1, "they find it right"))
        yield Outcome("fail", where, says, why, life, also=_places(facts, who))
    elif fixed:
        says = f"declares oversight by {who}, and that nobody may overrule {quoted(fixed)}"
        changes = [(("measures", name, "overruled"), "yes") for name in fixed]
        change = amendment(facts, "whoever oversees may also decide otherwise", *changes)
        also = tuple(("measures", name, "overruled") for name in fixed)
        yield Outcome("fail", where, says, "who may only confirm does not oversee", (), change, also)
    else:
        yield Outcome("pass", where, f"declares oversight by {who}")


def _kept_by(facts: Facts, who: str) -> list[str]:
    """What those who oversee keep themselves, in words, by the names of the holders."""
    places = _places(facts, who)
    return [f"watches as `{name}`" if section == "feeds" else f"keeps {name}" for section, name in places]


def _places(facts: Facts, who: str) -> tuple[tuple[str, str], ...]:
    """Feeds and schemes in force whose holder is the one who oversees."""
    feeds = [("feeds", name) for name, feed in facts.regime.feeds.items() if _same(feed.holder, who) and watches(feed)]
    return (*feeds, *(("schemes", name) for name, one in standing(facts.regime) if _same(one.holder, who)))


def _same(holder: str | None, who: str) -> bool:
    return holder is not None and _bare(holder) == _bare(who)


def _bare(name: str) -> str:
    return name.casefold().strip(" .").removeprefix("the ")


@rule(
    "L30",
    "aim and necessity",
    "the regime has an aim, says why nothing milder would do, and which milder means were considered",
    "proportionality in four steps; Charter of Fundamental Rights art. 52(1)",
)
def necessity(facts: Facts) -> Iterator[Outcome]:
    """The aim, the necessity and the milder means of a regime with burdens. Whether they hold is a matter of runs."""
    regime = facts.regime
    if not burdens(regime):
        return
    for word, text, what in (("aim", regime.aim, "what the regime is for"),
                             ("necessity", regime.necessity, "why nothing milder would do")):  # fmt: skip
        if text is None:
            yield Outcome("not declared", (word,), f"does not say {what}", "a burden without it cannot be justified")
        elif text.casefold().strip(" .") in _NOBODY:
            yield Outcome("fail", (word,), f"declares `{word}: {text}`", "a burden without it cannot be justified")
        else:
            yield Outcome("pass", (word,), f"declares as its {word}: {text}")
    milder, where = regime.milder_means, ("milder means",)
    if milder is None:
        yield Outcome("not declared", where, "does not say which milder means were considered",
                      "none may have been")  # fmt: skip
    elif not milder or all(one.casefold() in _NOBODY for one in milder):
        yield Outcome("fail", where, "declares that no milder means were considered",
                      "necessity cannot be shown against nothing")  # fmt: skip
    else:
        yield Outcome(
            "pass", where, f"declares that {together(milder)} {'was' if len(milder) == 1 else 'were'} considered"
        )


@rule(
    "L01",
    "what makes a social score",
    "no scheme is all of these: inferring software, an evaluation over time, of behaviour or traits, with burdens",
    "Regulation (EU) 2024/1689 art. 5(1)(c); Commission guidelines C(2025) 5052, paras 146-187",
)
def social_score(facts: Facts) -> Iterator[Outcome]:
    """Every scheme with burdens: whether it has all that makes a social score, which is a gate and not a verdict.

    One narrow walk of life from the data to the burden is outside; so is a scheme from which nothing adverse follows.
    """
    open_ = list[str]()
    for name, scheme in standing(facts.regime):
        held = burdens(facts.regime, name)
        contexts = list(source_contexts(facts, name))
        where: Where = ("schemes", name)
        if not entries(facts.regime, name) and not features(scheme):
            continue
        hit = [measure_context(facts, facts.regime.measures[one]) for one in held]
        if not held:
            yield Outcome("pass", where, f"declares no burden that follows from {name}")
        elif len(contexts) == 1 and all(one == contexts[0] for one in hit):
            yield Outcome("pass", where, f"declares that {name} stays in one walk of life, {contexts[0]}")
        elif facts.regime.uses_ai is None:
            open_.append(name)
        elif facts.regime.uses_ai:
            data = f"data about {some(contexts)}" if contexts else "its lines"
            says = f"declares software that infers, an evaluation over time in {name} by {data}, and {quoted(held)}"
            change = amendment(facts, "without software that infers it is no such score", (("uses ai",), "no"))
            yield Outcome("fail", where, says, "that is all that makes a social score", (), change, (("uses ai",),))
        else:
            yield Outcome("pass", where, f"declares that no software that infers evaluates anybody in {name}")
    if open_:
        says = "does not say whether software that infers does the evaluating"
        have = "has" if len(open_) == 1 else "have"
        why = f"{some(open_)} {have} all else that makes a social score: an evaluation over time, and burdens"
        change = amendment(facts, "to be declared, if it is so", (("uses ai",), "no"))
        also = tuple(("schemes", name) for name in open_)
        yield Outcome("not declared", ("uses ai",), says, why, (), change, also)
