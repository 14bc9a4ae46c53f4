"""The three views of a record in words: what the public site shows, what the person has learnt, what is true.

Each view is a plain dict, which JSON prints as it is and from which terminal and notebook are written. A view holds
nothing that its reader could not know: the public one no name that no list publishes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from demerit.records.events import AT_GATES, how_often
from demerit.records.three_views import Entry, Learnt, Line, Standing, Views, masked
from demerit.regime.layout import List
from demerit.report.life import sentence
from demerit.report.numbers import DASH, counted, signed, whole, written_date

Said = dict[str, Any]

NOT_KEPT = "not kept here"
"""stands for a published field that the laboratory has nothing to fill with, such as a photograph"""

_WRONG = {
    "somebody else": "somebody else did it",
    "nobody did it": "nobody did it",
    "unable to pay": "they cannot pay",
    "false": "the fact is false",
}
"""what is wrong with a fact, where the ledger's own word does not say it in a sentence"""

_NOT_FACTS = frozenset({"notice", "performance", "request", "removal", "lapse", "recovery", "withdrawal", "move"})
"""events of which there is nothing to be right or wrong about"""
_OFTEN = ("warning", "taken down", "repair")
"""events that come often and alike, and are told together"""
_RULINGS = ("ruling", "review")
_DONE_AT_GATES = {
    "refusal": "Refused", "charge": "Made to pay or wait", "benefit": "Favoured", "tries": "Tried again in vain"
}  # fmt: skip


def header(views: Views) -> Said:
    """Whose record this is, and of which day. The public does not see it: it sees a number."""
    # `person` is a view here, so the number of the person in the nation goes by the name that the command line has.
    facts = {"index" if key == "person" else key: value for key, value in views.facts.items()}
    return {**facts, "on": views.on.isoformat(), "synthetic": True}


def public_view(views: Views) -> Said:
    """What the public site shows for this number: entries in force, of lists that publish, in the fields published."""
    schemes = views.regime.schemes
    kinds = {scheme.kind for scheme in schemes.values()}
    words = {"list": "list", "points": "score"}
    silent = [f"The regime declares no {word}." for kind, word in words.items() if kind not in kinds]
    return {
        "view": "public",
        "synthetic": True,
        "number": views.facts["code"],
        "on": views.on.isoformat(),
        "schemes": [_site(views, name) for name in schemes],
        "says": ["The regime declares neither list nor score: there is no site."] if not kinds else silent,
    }


def _site(views: Views, name: str) -> Said:
    """One scheme on the public site."""
    scheme = views.regime.schemes[name]
    said: Said = {"scheme": name, "kind": "score", "published": None, "entries": [], "says": "Not published."}
    if not isinstance(scheme, List):
        return said
    said |= {"kind": f"{scheme.colour} list", "published": scheme.publication and list(scheme.publication)}
    if scheme.publication:
        shown = [entry for entry in views.entries if entry.public and entry.line["scheme"] == name]
        said["entries"] = [_published(views, entry) for entry in shown]
        said["says"] = f"{counted(len(shown), 'entry', 'entries') if shown else 'No entry'} under this number."
    elif scheme.publication is None:
        said["says"] = "Not published: the regime does not declare that it is."
    return said


def _published(views: Views, entry: Entry) -> dict[str, str]:
    """An entry as the site shows it: field by field, in the order of the clause."""
    facts, line = views.facts, entry.line
    holder, code = entry.holder or "not declared", str(facts["code"])
    known = {
        "name": facts["name"],
        "sex": facts["sex"],
        "age": f"{facts['age']} in {facts['age_in']}" if facts.get("age_in") else facts["age"],
        "place": facts["place"],
        "masked number": masked(code),
        "number": code,
        "identity number": code,
        "duty": entry.duty,
        "conduct": entry.duty,
        "ground": line["what"],
        "reason": line["what"],
        "term": entry.term,
        "date": written_date(views.date_of(int(line["day"]))),
        **dict.fromkeys(("performance", "performance status"), "performed" if entry.performed else "not performed"),
        **dict.fromkeys(("court", "holder", "office", "authority"), holder),
    }
    return {field: str(known.get(field, NOT_KEPT)) for field in entry.shown or ()}


def person_view(views: Views) -> Said:
    """What the person has been told or has found out, by the day on which they learnt it."""
    groups: dict[object, list[Line]] = {}
    for line in views.lines:
        if line["event"] in ("entry", "conduct", "move") or views.learnt_of(line) is None:
            continue
        alike = line["event"] in (*AT_GATES, "mark", *_OFTEN)
        key = (line["event"], line["scheme"], _item(line), views.met_for(line) * (line["event"] in AT_GATES))
        groups.setdefault(key if alike else line["line"], []).append(line)
    told = [_heard(views, lines, _told(views, lines)) for lines in groups.values()]
    # An entry of which no notice line tells: the ledger only says that the person knows.
    told += [
        _heard(views, [entry.line], f"Told of an entry in {entry.line['scheme']}: {entry.line['what']}.")
        for entry in views.entries
        if entry.learnt and not any(line["event"] == "notice" for line in _about(views, entry))
    ]
    told.sort(key=lambda row: (row["from"], row["event"] in AT_GATES, row["lines"]))
    return {"view": "person", **header(views), "told": told, "says": _untold(views)}


def _heard(views: Views, lines: Sequence[Line], text: str) -> Said:
    """One row of what the person knows; whether it is true is not in it."""
    row = {key: value for key, value in _row(views, lines).items() if key in ("lines", "from", "to", "event", "scheme")}
    # Who pays a debt need not know that a list asked for it.
    return {**row, "scheme": "" if row["event"] == "performance" else row["scheme"], "text": text}


def _about(views: Views, entry: Entry) -> list[Line]:
    """The lines that an entry brought about, and those behind it."""
    after = [line for line in views.lines if views.entry_behind(line) is entry]
    return [*views.behind(entry.line), *after]


def _item(line: Line) -> str:
    return str(line["what"]) if line["event"] not in AT_GATES else ""


def _told(views: Views, lines: Sequence[Line]) -> str:
    """What the person learnt from a line, or from several that are alike."""
    line = lines[0]
    event = line["event"]
    if event in AT_GATES:
        return _at_gates(views, lines, known=True)
    if event == "mark":
        return f"Told of {_marks(lines)}."
    if event == "notice":
        turned_away = any(one["event"] in AT_GATES for one in views.behind(line))
        how = "Learnt by being turned away" if turned_away else "Told by notice"
        return f"{how} of an entry in {line['scheme']}: {line['what']}."
    if event == "performance":
        entry = views.entry_behind(line)
        return f"Performed a duty: {entry.duty if entry else line['what']}."
    times = "" if len(lines) == 1 else f", {whole(len(lines))} times"
    return f"{_sentence({**line, 'true': True, 'wrong': ''}).removesuffix('.')}{times}."


def _untold(views: Views) -> list[str]:
    """Which schemes have told the person nothing at all; nothing here gives away what they hold."""
    said = []
    for name, scheme in views.regime.schemes.items():
        theirs = [line for line in views.lines if line.get("scheme") == name and line["event"] != "performance"]
        if not any(views.learnt_of(line) for line in theirs):
            said.append(f"{name} has told them nothing.")
        elif not isinstance(scheme, List) and not views.announced(name):
            said.append(f"Their score and band in {name} are not announced.")
        standing = views.standing(name) if views.announced(name) else None
        if standing:
            said.append(_standing(views, name, standing))
    return said


def _standing(views: Views, name: str, standing: Standing) -> str:
    since = f"since {written_date(views.date_of(standing.since))}" if standing.since else "since the start"
    return f"In band {standing.band} of {name} {since}."


def truth_view(views: Views) -> Said:
    """What they did, what was put down to them, and what followed; beside each who sees it and whether it is true."""
    groups: dict[object, list[Line]] = {}
    for line in views.lines:
        if line["event"] == "notice" and (views.entry_behind(line) or _comes_before_an_entry(views, line)):
            continue  # the entry's own row says when the person learnt of it
        groups.setdefault(_kind(views, line), []).append(line)
    rows = [_row(views, lines) for lines in groups.values()]
    found = {name: views.standing(name) for name in views.regime.schemes}
    says = [_standing(views, name, standing) for name, standing in found.items() if standing]
    return {"view": "truth", **header(views), "rows": rows, "says": says}


def _comes_before_an_entry(views: Views, notice: Line) -> bool:
    return any(notice is line for entry in views.entries for line in views.behind(entry.line))


def _kind(views: Views, line: Line) -> object:
    """What lines must share to be told in one row; a line that stands alone is its own kind."""
    event = line["event"]
    if event == "conduct":
        return event, line["what"], line["feed"]
    if event == "mark":
        flags = (views.wrong(line), line.get("told"), views.stale_since(line), views.entry_behind(line) is None)
        return event, line["scheme"], line["what"], *flags
    if event in AT_GATES:
        return event, line["scheme"], views.met_for(line), views.stale_since(line)
    if event in ("lapse", "recovery"):
        return event, line["scheme"], line["what"]
    return (event, _sentence(line), line.get("told"), views.wrong(line)) if event in _OFTEN else line["line"]


def _row(views: Views, lines: Sequence[Line]) -> Said:
    """One row of the truth: lines that are alike, from when to when, and what each of the three makes of them."""
    first, last = lines[0], lines[-1]
    return {
        "lines": [int(line["line"]) for line in lines],
        "from": views.date_of(int(first["day"])).isoformat(),
        "to": views.date_of(int(last["day"])).isoformat(),
        "event": str(first["event"]),
        "scheme": str(first.get("scheme") or ""),
        "text": _text(views, lines),
        "public": _public(views, first),
        "person": _person(views, first),
        "true": _true(views, first),
    }


def _text(views: Views, lines: Sequence[Line]) -> str:
    """What happened, in a few words."""
    line = lines[0]
    event, times = line["event"], "" if len(lines) == 1 else f", {whole(len(lines))} times"
    if event in AT_GATES:
        return _at_gates(views, lines, known=False)
    if event == "mark":
        return f"{_marks(lines)}{_from(line)}"
    if event == "conduct":
        return f"{str(line['what']).capitalize()}, noticed by {line['feed'] or 'nobody'}{times}"
    if event == "entry":
        return f"Entered in {line['scheme']}: {line['what']}{_from(line)}"
    if event in ("lapse", "recovery") and len(lines) > 1:
        points = signed(sum(int(one.get("value") or 0) for one in lines))
        what = f"marks for {line['what']} lapsed" if event == "lapse" else "recovered with time"
        return f"{points} points in {line['scheme']}: {what}{times}"
    return f"{_sentence(line).removesuffix('.')}{times}"


def _sentence(line: Line) -> str:
    """The life's own sentence; a plain one for events that it has none for."""
    if line["event"] == "warning":
        return f"Warned in {line['scheme']} for {line['what']}{_from(line)}."
    if line["event"] == "taken down":
        return f"{str(line['what']).capitalize()} taken down by {line['feed'] or 'nobody'}."
    try:
        return sentence(line)
    except KeyError:
        about = [str(line[key]) for key in ("scheme", "what") if line.get(key)]
        return f"{str(line['event']).capitalize()}: {', '.join(about)}." if about else f"{line['event']}.".capitalize()


def _from(line: Line) -> str:
    return f" ({line['feed']})" if line.get("feed") else ""


def _marks(lines: Sequence[Line]) -> str:
    """Marks for one item: how many points, how often."""
    line, points = lines[0], sum(int(one.get("value") or 0) for one in lines)
    times = "" if len(lines) == 1 else f", {whole(len(lines))} marks"
    worth = f"{signed(points)} points" if points else "a mark"
    return f"{worth} in {line['scheme']} for {line['what']}{times}"


def _at_gates(views: Views, lines: Sequence[Line], *, known: bool) -> str:
    """Where, how often and because of what; `known`: without a score that is not announced."""
    line = lines[0]
    at: Counter[str] = Counter()
    for one in lines:
        at[str(one["what"])] += how_often(one)
    often = sum(at.values())
    where = ", ".join(f"{gate} {whole(count)}" if often > 1 else gate for gate, count in at.most_common())
    done = _DONE_AT_GATES[str(line["event"])]
    said = f"{done} {whole(often)} times: {where}" if often > 1 else f"{done} at the gate {where}"
    units = {str(one.get("unit") or "") for one in lines}
    amount = sum(abs(int(one.get("value") or 0)) for one in lines)
    if line["event"] in ("charge", "benefit") and len(units) == 1 and amount and units != {""}:
        said += f" ({whole(amount)} {units.pop()})"
    secret = known and views.entry_at_gate(line) is None and not views.announced(str(line["scheme"]))
    because = f", because of {line['scheme']}" if line.get("scheme") and not secret else ""
    return f"{said}{because}." if known else said + because


def _public(views: Views, line: Line) -> str:
    """What of a line is on the public site."""
    if line["event"] != "entry":
        return DASH
    entry = next(one for one in views.entries if one.line is line)
    if not entry.shown:
        return "not published"
    return "sees it" if entry.left is None else f"saw it until {short(views.date_of(int(entry.left['day'])))}"


def _person(views: Views, line: Line) -> str:
    """Whether, since when and how the person knows of a line."""
    learnt: Learnt | None = views.learnt_of(line)
    if learnt is None:
        return "not told"
    when = "" if learnt.day == int(line["day"]) else f"{short(views.date_of(learnt.day))}, "
    return f"{when}{learnt.how}"


def _true(views: Views, line: Line) -> str:
    """Whether a line is right, or what is wrong with it or with the line that it rests on."""
    wrong, stale = views.wrong(line), views.stale_since(line)
    parts = [f"no: {_WRONG.get(wrong, wrong)}"] if wrong else []
    parts += [] if stale is None else [f"stale since {short(views.date_of(stale))}"]
    if parts:
        return "; ".join(parts)
    if line["event"] in _NOT_FACTS:
        return DASH
    root = None if line["event"] in _RULINGS and line.get("value") else views.root_of_wrong(line)
    if root is not None:
        return f"rests on line {root['line']}: {_WRONG.get(views.wrong(root), views.wrong(root))}"
    return "yes"


def short(day: date) -> str:
    """4 Nov 2017."""
    number, month, year = written_date(day).split()
    return f"{number} {month[:3]} {year}"
