"""Laws of lists: grounds, terms, exits, notice and correction that fit together."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import did_you_mean, listed
from demerit.regime.laws import Finding, View, Where
from demerit.regime.layout import Notice

_RESERVED = ("term", "correction")


def grounds(view: View) -> Iterator[Finding]:
    """A list takes somebody in, for each conduct on one ground."""
    for name, scheme in view.lists().items():
        where = ("schemes", name, "grounds")
        if not scheme.grounds and not any(path[:3] == where and len(path) > 3 for path in view.written):
            yield Finding(where, f"`{name}` takes nobody in: it has no grounds", "at least one ground", at_key=True)
        seen: dict[str, str] = {}
        for ground_name, ground in scheme.grounds.items():
            if ground.conduct in seen and ground.conduct:
                yield Finding(
                    (*where, ground_name, "conduct"),
                    f"`{ground.conduct}` is already the ground `{seen[ground.conduct]}`",
                    "one ground for each conduct",
                    "join the two grounds",
                )
            seen.setdefault(ground.conduct, ground_name)
            if ground.misjudged is not None and ground.only_if is None:
                yield Finding(
                    (*where, ground_name, "misjudged"),
                    "there is nothing to misjudge",
                    "`misjudged` beside `only if: able to pay`",
                    "add `only if: able to pay`",
                )


def terms(view: View) -> Iterator[Finding]:
    """A term belongs to a ground; one that lasts until performance needs that exit."""
    for name, scheme in view.lists().items():
        for ground, term in scheme.term.items():
            where = ("schemes", name, "term", ground)
            if ground not in scheme.grounds and not view.wrote("schemes", name, "grounds", ground):
                yield Finding(
                    where,
                    f"`{name}` has no ground `{ground}`",
                    f"one of: {listed(scheme.grounds)}",
                    did_you_mean(ground, scheme.grounds),
                    at_key=True,
                )
            exits = "performance" in scheme.exits or view.wrote("schemes", name, "exits", "performance")
            if term.length is None and not exits:
                yield Finding(
                    where,
                    "this term ends by performance, but the list has no such exit",
                    "an exit `performance`",
                    "add to `exits`: `performance: within 3 working days (...)`",
                )


def exits(view: View) -> Iterator[Finding]:
    """An exit comes about by the subject's performance, or at a rate of its own."""
    for name, scheme in view.lists().items():
        for exit_name, way_out in scheme.exits.items():
            where = ("schemes", name, "exits", exit_name)
            if exit_name in _RESERVED:
                yield Finding(
                    where,
                    f"`{exit_name}` is not an exit of its own",
                    "another name",
                    f"write it under `{exit_name}` of the list",
                    at_key=True,
                )
            elif exit_name == "performance" and way_out.rate is not None:
                yield Finding(
                    (*where, "rate"),
                    "how often people perform is a matter of the nation, not of the regime",
                    "an exit without `rate`",
                    "take `rate` away",
                )
            elif exit_name != "performance" and way_out.rate is None:
                yield Finding(
                    where,
                    f"`{exit_name}` does not say how often it comes about",
                    "a rate",
                    "write `{within: 3 working days (SPC17 art. 10), rate: 5 % a year (assumption)}`",
                )
            for number, ground in enumerate(way_out.for_grounds or ()):
                if ground not in scheme.grounds and not view.wrote("schemes", name, "grounds", ground):
                    near = did_you_mean(ground, scheme.grounds)
                    message = f"`{name}` has no ground `{ground}`"
                    yield Finding((*where, "for", str(number)), message, f"one of: {listed(scheme.grounds)}", near)
            if (way_out.kept is None) != (way_out.otherwise is None):
                have, lack = ("kept", "otherwise") if way_out.otherwise is None else ("otherwise", "kept")
                yield Finding(
                    where,
                    f"`{have}` stands here without `{lack}`",
                    "the share that keeps the clock, and how long the others take",
                    f"add `{lack}`",
                )


def notices(view: View) -> Iterator[Finding]:
    """Notice that is given can be served; a grace needs notice before the effect."""
    for name, scheme in view.regime.schemes.items():
        if scheme.notice is not None:
            yield from _notice(("schemes", name, "notice"), scheme.notice)


def _notice(where: Where, notice: Notice) -> Iterator[Finding]:
    if notice.grace is not None and notice.when != "before":
        yield Finding(
            (*where, "grace"),
            "a grace needs notice before the effect",
            "`when: before`",
            "write `when: before`, or take `grace` away",
        )
    if notice.when == "never" and (notice.served is not None or notice.says):
        yield Finding(
            where,
            "a notice that is never given is not served",
            "`notice: never` alone",
            "write `notice: never`, or say when",
        )


def kinds(view: View) -> Iterator[Finding]:
    """A red list rewards: it has no way out by performance."""
    for name, scheme in view.lists().items():
        if scheme.colour == "red" and "performance" in scheme.exits:
            yield Finding(
                ("schemes", name, "exits", "performance"),
                "there is no duty to perform on a red list",
                "another exit",
                "take it away",
                at_key=True,
            )


def lengths(view: View) -> Iterator[Finding]:
    """Terms can be made longer where a ground has one; a time without new entries comes after one of the exits."""
    for name, scheme in view.lists().items():
        where = ("schemes", name)
        extension, relisting = scheme.extension, scheme.relisting
        extends = extension and extension.in_cases.value > 0
        if extends and not any(term.length for term in scheme.term.values()):
            yield Finding(
                (*where, "extension"),
                "there is no term that could be made longer",
                "a ground with a term of some length",
                "add to `term`: `GROUND: 2 years (...)`",
                at_key=True,
            )
        exits = [*scheme.exits, *(path[-1] for path in view.written if path[:-1] == (*where, "exits"))]
        if relisting and relisting.after and relisting.after not in exits:
            yield Finding(
                (*where, "relisting", "after"),
                f"`{name}` has no exit `{relisting.after}`",
                f"one of: {listed(scheme.exits)}",
                did_you_mean(relisting.after, scheme.exits),
            )


def exceptions(view: View) -> Iterator[Finding]:
    """What is excepted from a ground is at most all of its cases."""
    for name, scheme in view.lists().items():
        for ground_name, ground in scheme.grounds.items():
            total = sum(share.value for share in ground.not_if.values())
            if total > 100:
                where = ("schemes", name, "grounds", ground_name, "not if")
                yield Finding(where, f"the exceptions add to {total:.6g} % of the cases", "at most 100 % together")
