"""Measures, agreements and responses in plain sentences."""

from __future__ import annotations

from demerit.regime.laws import ACTS, CORRECTION
from demerit.regime.layout import Agreement, Effect, List, Measure, On, Points, Regime, Response
from demerit.regime.saying import amount, cite, on, silence, together, upper


def measure(name: str, clause: Measure) -> list[str]:
    """What happens to whom at which gate, and how surely."""
    who = "a child of " * (clause.reaches == "children") + on(clause.on)
    said = [f"{upper(name)}: {who} {_effect(clause.effect)} at the gate {clause.gate}{cite(clause.law)}."]
    if clause.takes_away:
        said.append(f"It takes away {together(clause.takes_away)}.")
    lags = [(clause.starts_after, "learns of it"), (clause.ends_after, "learns of the end")]
    said += [f"The gate {verb} after {amount(lag)}." for lag, verb in lags if lag]
    if clause.applied:
        said.append(f"The gate checks, and can tell, at {amount(clause.applied)} of the attempts.")
    if clause.adopted_over:
        said.append(f"The offices behind the gate take it up one after another, over {amount(clause.adopted_over)}.")
    if clause.departments:
        said.append(f"Departments that apply it: {clause.departments}.")
    return said if clause.law else [*said, *silence([f"the legal basis of {name}"])]


def _effect(effect: Effect) -> str:
    """What it does to the subject: `is refused`, `pays 100 yuan [PLAN]`, `is spared 2 hours [ZH]`."""
    parts = ["is refused"] * effect.bar + ["is let in without a credit file"] * effect.opens
    if effect.yuan:
        parts.append(f"{'pays' if effect.yuan.value < 0 else 'is given'} {amount(effect.yuan, signed=False)}")
    extra = [amount(part) for part in (effect.hours, effect.forms) if part]
    if extra:
        parts.append(f"spends {together(extra)} more")
    spared = [amount(effect.saves)] if effect.saves else []
    spared += [f"a deposit of {amount(effect.waives)}"] if effect.waives else []
    if spared:
        parts.append(f"is spared {together(spared)}")
    return together(parts)


def agreement(name: str, flow: Agreement, regime: Regime) -> list[str]:
    """What flows where, whether the subject is asked, and what happens to the copy when the source is corrected."""
    source = regime.schemes.get(flow.source)
    asked = {"with": "with the subject's consent", "without": "without asking the subject"}
    consent = asked[flow.consent] if flow.consent else "(not declared: whether the subject is asked)"
    if flow.consents:
        consent += f", which {amount(flow.consents)} of them give"
    delay = f", after {amount(flow.arrives_after)}" if flow.arrives_after else ""
    said = [f"{upper(name)}: {_passed(flow, regime)} to {flow.to} {consent}{delay}{cite(flow.law)}."]
    if CORRECTION in flow.passes:
        said.append(f"An entry that {flow.source} corrects is taken back in {flow.to} as well.")
    elif "entry" in flow.passes and isinstance(source, List) and source.correction:
        said += silence([f"whether a corrected entry is taken back in {flow.to} as well (it is not)"])
    return said


def _passed(flow: Agreement, regime: Regime) -> str:
    if flow.passes == (ACTS,):
        return f"the feed {flow.source} passes what it sees"
    if isinstance(regime.schemes.get(flow.source), Points):
        return f"the score {flow.source} passes the news that somebody comes into {together(flow.passes, 'or')}"
    return f"the list {flow.source} passes {together(flow.passes)}"


def response(name: str, clause: Response) -> str:
    """Who does what how much more or less often, or how often they try again where they were refused."""
    if clause.changes is None:
        gate = clause.on.scheme if isinstance(clause.on, On) else "(not declared)"
        often = f"{amount(clause.tries)} on average" if clause.tries else "(not declared: how often)"
        return (
            f"{upper(name)}: whoever a measure turns away at the gate {gate} tries there again the same day, {often}, "
            f"and is turned away each time."
        )
    who = "everyone who is watched" if clause.on == "watched" else on(clause.on)
    most = ""
    if isinstance(clause.on, On) and clause.on.relation == "neighbours":
        most = " when all eight are listed, and in proportion when fewer are"
    if isinstance(clause.on, On) and clause.on.relation == "place":
        most = " if everybody there were listed, in proportion when fewer are, and never above the nation's ceiling"
    often = f"{amount(clause.changes)} as often{most}"
    return f"{upper(name)}: among {who}, this happens {often}: {together(clause.of)}."
