"""The safeguards of the clean regime (library/audits/clean.yaml), and what must be raised once each is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GONE = "not declared"
_DEBTORS = "schemes.debtors"
_RIGHT = f"{_DEBTORS}.correction"
_REGISTER = "schemes.register of debts.catalogue"
_SAYS = "[reasons, data and source, how to object]"


@dataclass(frozen=True)
class Mutation:
    """A safeguard that is gone, and the rules that have to notice."""

    name: str
    changes: Mapping[str, str]
    """dotted paths and new values, as `demerit audit --set` takes them; `not declared` deletes a clause"""
    raises: tuple[str, ...]
    because: str
    """why these rules and no others"""
    excepted: str = ""
    """why the audit does not raise them all the same; empty where it has to"""


def _one(name: str, path: str, value: str, raises: str, because: str, excepted: str = "") -> Mutation:
    """A mutation of one clause."""
    return Mutation(name, {path: value}, tuple(raises.split()), because, excepted)


_NOTICE = (
    _one("no word of notice", f"{_DEBTORS}.notice", GONE, "F06 F07 L14 L15",
         "nobody can tell when people are told, of what, and whether an appeal is over in time"),
    _one("nobody is told", f"{_DEBTORS}.notice", "never", "F05 F06 F07 L14 L15",
         "the time to ask runs out unheard"),
    _one("told with the effect", f"{_DEBTORS}.notice", f"{{when: at, served: 100 % (LAW), says: {_SAYS}}}", "F06",
         "the auction still waits for the appeal"),
    _one("not everybody is reached", f"{_DEBTORS}.notice.served", "70 % (LAW)", "F06", "30 % learn at the gate"),
    _one("told two months later", f"{_DEBTORS}.notice",
         f"{{when: after, within: 2 months (LAW), served: 100 % (LAW), says: {_SAYS}}}", "F05 F06 F07 L14",
         "later than a month, than the time to ask, and than the auction"),
    _one("a notice without reasons", f"{_DEBTORS}.notice.says", "[term]", "L14 L15", "neither reasons nor source"),
    _one("a score without notice", "schemes.licence.notice", GONE, "F06 L14 L15", "the car may be gone unheard"),
    _one("the same reasons for all", f"{_DEBTORS}.individual reasons", "no", "L15 L24",
         "a limit on movement has to be reasoned for the one case as well"),
)  # fmt: skip
_TIME = (
    _one("listed until performance", f"{_DEBTORS}.term.refuses", "until performance (LAW)", "F04 L03 L24",
         "no maximum; and the less grave of the two grounds lasts longer"),
    _one("no terms", f"{_DEBTORS}.term", GONE, "F02 F04 F13 L24", "for hidden assets nothing leads back either"),
    _one("paying starts the term anew", f"{_DEBTORS}.clock restarts", "yes", "F02 F04",
         "time is no way out any more, and hidden assets have no other"),
    _one("silent on the clock", f"{_DEBTORS}.clock restarts", GONE, "F04", "it may start anew"),
    _one("performance does not help", f"{_DEBTORS}.exits", GONE, "F04", "who pays at once is listed as long"),
    Mutation("the cure needs what is taken", {f"{_DEBTORS}.term.refuses": "until performance (LAW)",
             f"{_DEBTORS}.exits.performance.requires": "[income]"}, ("F02", "F04", "L03", "L24"),
             "no flights, no work, no income, no performance; and as for every entry without an end"),
    _one("marks that stay", "schemes.licence.catalogue.speeding.expires after", GONE, "F04 F13",
         "nothing else leads back from them"),
    _one("a copy that stays", f"{_REGISTER}.entry in debtors.expires after", GONE, "F04",
         "news of the removal takes the place of the copy, but the mark itself has no end"),
    Mutation("a copy outlives the entry", {"agreements.to the register.passes": "[entry, correction]",
             f"{_REGISTER}.removal in debtors": GONE}, ("F04",), "nothing takes it back when the entry goes"),
    _one("no review", f"{_DEBTORS}.reviewed every", GONE, "L24", "nobody asks again whether it serves its aim"),
    _one("a limit without a law", "measures.no first class.law", GONE, "L24 L33", "and outside any closed list"),
)  # fmt: skip
_REDRESS = (
    _one("nobody to ask", _RIGHT, GONE, "F05 F07 L12 L17 L26",
         "nothing to contest the auction with, no correction for copies, no person who hears"),
    _one("judge in its own cause", f"{_RIGHT}.independent", "no", "L26", "one demand of a hearing"),
    _one("no person decides", f"{_RIGHT}.human", "no", "L17 L26", "where the list decides a person has to hear it"),
    _one("the person has to prove it", f"{_RIGHT}.burden", "person", "L26", "one demand of a hearing"),
    _one("the evidence is secret", f"{_RIGHT}.evidence shown", "no", "L26", "one demand of a hearing"),
    _one("ten days to ask", f"{_RIGHT}.asked within", "10 days (LAW)", "L26", "as in Bauserman"),
    _one("no time to ask is said", "schemes.licence.correction.asked within", GONE, "L26", "there may be none"),
    _one("what is unproven stays", f"{_RIGHT}.unproven", "kept", "L26", "guilty until proven otherwise"),
    _one("silent on what asking takes", f"{_RIGHT}.requires", GONE, "F05", "it may be what is taken away"),
    _one("letters are lost with travel", "capabilities", "{travel: [work, letters], work: [income]}", "F05",
         "asking requires letters; the entry still ends with time"),
    _one("silent on what hangs on what", "capabilities", GONE, "F05", "letters may be lost with travel"),
    _one("silent on what is taken", "measures.auction.takes away", GONE, "F05", "asking requires letters"),
    _one("asking costs", f"{_RIGHT}.costs", "-200 yuan (LAW)", "F05", "who may not travel has no income to pay it"),
    _one("no request succeeds", f"{_RIGHT}.upheld", "0 % (LAW)", "F05", "a way that leads nowhere"),
    _one("one request in a hundred succeeds", f"{_RIGHT}.upheld", "1 % (LAW)", "F05", "though all are justified"),
    _one("auction at once", "measures.auction.starts after", GONE, "F07", "it cannot be undone"),
    _one("silent on undoing", "measures.no loan.reversible", GONE, "F07", "it may not be undone"),
    _one("corrections are not passed on", "agreements.to the register.passes", "[entry, removal]", "L12",
         "the register keeps what the court has struck"),
    _one("corrections without a clock", "agreements.to the register.arrives after", GONE, "L12", "any time will do"),
    _one("gates that lag", "measures.auction.ends after", GONE, "L12", "nobody can tell when the gate knows"),
    _one("nobody may overrule", "measures.no car.overruled", "no", "L07 L17", "the score decides at the gate"),
    _one("silent on the score's part", "measures.no loan.weighs", GONE, "L17", "it may be all of it"),
)  # fmt: skip
_RELATION = (
    _one("nothing is related", "related contexts", GONE, "L02 L10",
         "a debt in court counts at the airport and the bank, for which the data was not given"),
    _one("a licence counts in travel", "measures.no car.context", "travel", "L02 L10", "traffic is not travel"),
    _one("collected for statistics", "feeds.police.collected for", "[statistics]", "L10", "and used against people"),
    _one("an authority's own interest", "feeds.police.lawful basis", "legitimate interest", "L10", "it is public"),
    _one("origin is looked at", "feeds.courts.special category", "origin", "L13", "without consent"),
    _one("looks at what nobody uses", "feeds.police.sees", "[speeding, drink driving, littering]", "L11", "idle data"),
    _one("data outlives its marks", "feeds.police.kept for", "5 years (LAW)", "L11", "the longest mark has two"),
    _one("joined by name", "feeds.courts.joined by", "name", "F11", "namesakes"),
    _one("more wrong than right", "feeds.courts.wrong person", "60 % (LAW)", "F12", "40 % of the marks are true"),
    _one("marks about nothing", "feeds.courts.false marks", "0.1 per year (LAW)", "F12", "3 % of the marks are true"),
    _one("silent on errors", "feeds.courts.false marks", GONE, "F12", "nobody can tell how many are true"),
    _one("the less grave costs more", "schemes.licence.catalogue.speeding.points", "-6 points (LAW)", "L03",
         "than drink driving"),
    _one("the less grave lasts longer", f"{_DEBTORS}.term.refuses", "3 years (LAW)", "L03", "than hiding assets"),
    _one("burdens on top of each other", "measures.no loan.offsets", GONE, "F08", "the loan counts a second time"),
    Mutation("stiffened for earlier acts", {"measures.no loan.applied": "0 % (LAW)", "measures.no loan.punitive": "yes",
             "phases.better cameras.changes": "{measures.no loan.applied: 100 % (LAW)}"}, ("L28",),
             "a punishment that starts on a later day for all who are marked already"),
)  # fmt: skip
_PRICED = (
    _one("children feel it", "measures.no first class.reaches", "children", "F09 L31", "for what a parent did"),
    _one("minors are listed", f"{_DEBTORS}.subjects", "persons of 14 and over", "L31", "under 18"),
    _one("whom one knows", "schemes.licence.catalogue.speeding.kind", "association", "F09 L29",
         "association is a freedom as well"),
    _one("what one says", "schemes.licence.catalogue.speeding.kind", "expression", "L29", "a freedom"),
    _one("anything at all", "schemes.licence.catalogue.speeding.kind", "catch-all", "L29", "it names no conduct"),
    _one("ability is not tested", f"{_DEBTORS}.grounds.refuses.only if", GONE, "L25", "inability is no refusal"),
    _one("a merit costs", "schemes.licence.catalogue.volunteering",
         "{points: -1 point (LAW), gravity: 1, kind: act, proof: decision, expires after: 1 year (LAW)}", "F14",
         "better conduct makes it worse"),
    _one("the country is watched closer", "feeds.courts.by", "{residence: {rural: 3 times (LAW)}}", "F10b",
         "more is found of the same conduct"),
    _one("nobody counts by group", "safeguards.group tests", GONE, "F10a", "a disparate impact would not be seen"),
    Mutation("passed on at will", {"legal basis": GONE, "agreements.to the register.law": GONE}, ("L10a",),
             "without asking, and under no law"),
    _one("asked, and all agree", "agreements.to the register.consent", "with", "L10a", "it does not say how many do"),
    _one("a camera is proof enough", "schemes.licence.catalogue.speeding.proof", "sensor", "L32", "no decision"),
)  # fmt: skip
_PUBLICITY = (
    Mutation("no law", {"legal basis": GONE, "schemes.licence.law": GONE}, ("L27", "L32"), "nor of its lines"),
    _one("a secret formula", "schemes.licence.formula published", "no", "L27", "nobody can verify a score"),
    _one("errors unknown", "safeguards.error rates published", GONE, "L27", "nobody outside can verify it"),
    _one("an open catalogue", "safeguards.catalogue published", "no", "L32 L33", "lines and measures at will"),
    _one("nobody looked before", "safeguards.impact assessment", "no", "L08", "before the first day"),
    _one("nobody may stop it", "safeguards.human oversight", "none", "L07", "none"),
    _one("no necessity", "necessity", GONE, "L30", "why nothing milder would do"),
    _one("nothing milder considered", "milder means", "[]", "L30", "necessity against nothing"),
    _one("enforcers are punished", "measures.no loan.penalty on enforcer", "yes", "L32a", "who spares people is fined"),
    _one("software that infers", "uses ai", "yes", "L01", "what makes a social score"),
)  # fmt: skip
_HOLLOW = (
    _one("a review when all is over", f"{_DEBTORS}.reviewed every", "5 years (LAW)", "L24", "no term is as long"),
    _one("removal years after paying", f"{_DEBTORS}.exits.performance.within", "5 years (LAW)", "F04",
         "the term is over by then"),
    _one("a decision in five years", "schemes.licence.correction.decided within", "5 years (LAW)", "F05",
         "every mark has lapsed by then"),
    _one("a correction in five years", "agreements.to the register.arrives after", "5 years (LAW)", "L12",
         "the copy has lapsed by then"),
    _one("straight to the lowest band", "schemes.licence.catalogue.speeding",
         "{grade: suspended, gravity: 2, kind: act, proof: decision, expires after: 2 years (LAW)}", "L03",
         "for what is less grave than drink driving"),
    _one("speech that is called an act", "schemes.licence.catalogue.critical post",
         "{points: -1 point (LAW), gravity: 1, kind: act, proof: decision, expires after: 2 years (LAW)}", "L29",
         "its walk of life is speech, whatever it is called"),
    _one("a feed that sees next to nothing", "feeds.courts.detects", "0.1 % (LAW)", "F12", "but errs as before"),
    _one("ninety-nine years", f"{_DEBTORS}.extension", "{in cases: 100 % (LAW), by: 97 years (LAW)}", "F04",
         "an entry without an end in sight"),
    _one("a mark for a hundred years", "schemes.licence.catalogue.drink driving.expires after", "100 years (LAW)",
         "F04", "nobody lives to see its end"),
    _one("gates that learn in five years", "measures.no first class.ends after", "5 years (LAW)", "L12",
         "the bar outlives the entry by far"),
    _one("overseen by those it oversees", "safeguards.human oversight", "the traffic police", "L07",
         "nobody stops themselves"),
    _one("silent from a later day on", "phases.better cameras.changes", f"{{{_DEBTORS}.notice: never}}",
         "F05 F06 F07 L14 L15", "each phase is a regime of its own"),
)  # fmt: skip
"""safeguards that are still there in words"""
_BEYOND = (
    Mutation("dearer but shorter", {"schemes.licence.catalogue.speeding.points": "-6 points (LAW)",
             "schemes.licence.catalogue.speeding.expires after": "1 year (LAW)"}, ("L03",),
             "speeding costs more points than drink driving",
             "by points and time together it weighs less: 6 points for one year, against 5 for two"),
    Mutation("everything is related", {"related contexts": "{court: [finance, travel, family]}",
             "measures.no first class.context": "family"}, ("L02", "L10"), "a debt has nothing to do with a family",
             "what is declared to be related is taken at its word, for a reader to doubt"),
    Mutation("asking costs a fortune", {f"{_RIGHT}.costs": "-50000 yuan (LAW)", "capabilities": "{letters: [asking]}"},
             ("F05",), "most cannot pay it", "what people own is no clause; it fails where a measure takes the means"),
)  # fmt: skip
"""what a reader would object to and no static test raises: each with the reason"""
MUTATIONS = (*_NOTICE, *_TIME, *_REDRESS, *_RELATION, *_PRICED, *_PUBLICITY, *_HOLLOW, *_BEYOND)
