"""An audit in the Static Analysis Results Interchange Format (OASIS, SARIF 2.1.0, errata 01 of 28 August 2023).

Rules are demerit's tests, results are clauses, and the provisions that ask for a test are taxa, a taxonomy a law pack.
A failed test has the kind `fail` and a level by severity, a clause that meets one `pass`, and one that the file is
silent about `open`: such a result says that it could not be decided, as section 3.27.9 of the format has it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from demerit.report.audit_words import force, place, sentence

Said = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
KINDS = {"fail": "fail", "not declared": "open", "pass": "pass"}
LEVELS = {"prohibited": "error", "needs an exception": "warning", "weakness": "note", "information": "note"}
"""level of a failed test; results of another kind have the level `none` (section 3.27.10)"""


def to_sarif(said: Said) -> str:
    """The audit as the text of a SARIF file, the same for the same file, day, packs and version."""
    return json.dumps(sarif(said), ensure_ascii=False, indent=1) + "\n"


def sarif(said: Said) -> Said:
    """The audit as a SARIF log of one run."""
    rules = _rules(said)
    laws = [law["name"] for law in said["laws"]]
    taxa = {law: _taxa(said, law) for law in laws}
    seen: Counter[str] = Counter()
    results = [
        _result(said, test, clause, list(rules), laws, taxa, seen)
        for test in said["tests"] for clause in test["clauses"]
    ]  # fmt: skip
    run = {
        "tool": {"driver": {
            "name": "demerit",
            "version": said["demerit"],
            "shortDescription": {"text": "a laboratory for social-credit systems, over synthetic nations"},
            "rules": [_descriptor(rule, said) for rule in rules.values()],
            "supportedTaxonomies": [{"name": law, "index": number} for number, law in enumerate(laws)],
        }},
        "taxonomies": [
            {"name": law["name"], "shortDescription": {"text": law["title"] or law["name"]},
             "taxa": list(taxa[law["name"]].values())} for law in said["laws"]
        ],
        "artifacts": [
            {"location": {"uri": uri(said["file"])}, "sourceLanguage": "yaml", "hashes": {"sha-256": said["sha256"]}}
        ],
        "results": results,
        "columnKind": "unicodeCodePoints",
        "properties": {"asOf": said["as_of"], "regime": said["regime"], "reading": said["reading"],
                       "readOtherwise": [change["set"] for change in said["changes"]]},
    }  # fmt: skip
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(file: str) -> str:
    """A file's name as a URI reference: a relative one stays relative, so that a forge finds it in the repository."""
    if PureWindowsPath(file).drive:
        return PureWindowsPath(file).as_uri()
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rules(said: Said) -> dict[str, Said]:
    """The tests that found a clause, each under its id, with the gravest severity under which it is asked for."""
    rules: dict[str, Said] = {}
    for test in sorted(said["tests"], key=lambda one: (one["rule"], list(LEVELS).index(one["severity"]))):
        rules.setdefault(test["rule"], test)
    return rules


def _descriptor(test: Said, said: Said) -> Said:
    asked = [
        f"{one['id']} ({one['law']}, {force(one)}; {one['severity']}): {one['asks']}."
        + (f" Against it: {one['counter']}" if one["counter"] else "")
        for one in test["provisions"]
    ]
    return {
        "id": test["rule"],
        "name": "".join(word.capitalize() for word in test["title"].replace("-", " ").split()),
        "shortDescription": {"text": _full(test["title"])},
        "fullDescription": {"text": _full(test["asks"])},
        "help": {"text": "\n\n".join([*asked, f"The test itself: {test['source']}.", said["reading"]])},
        "defaultConfiguration": {"level": LEVELS[test["severity"]]},
        "properties": {"tags": ["due process", "law"], "severity": test["severity"]},
    }


def _taxa(said: Said, law: str) -> dict[str, Said]:
    """The provisions of a law pack by their ids, those first that a clause was held against."""
    asked = [one for test in said["tests"] for one in test["provisions"]]
    asked += [*said["no_clause"], *said["other_days"]]
    taxa: dict[str, Said] = {}
    for one in asked:
        if one["law"] == law and one["id"] not in taxa:
            taxa[one["id"]] = {
                "id": one["id"],
                "shortDescription": {"text": _full(one["title"])},
                "fullDescription": {"text": _full(one["asks"])},
                "help": {"text": f"Source: {one['source']}. Against it: {one['counter'] or 'nothing is noted'}."},
                "properties": {key: one[key] for key in ("in_force", "until", "contested", "severity") if one[key]},
            }
    return taxa


def _result(
    said: Said, test: Said, clause: Said, rules: list[str], laws: list[str], taxa: dict[str, dict[str, Said]],
    seen: Counter[str],
) -> Said:  # fmt: skip
    kind = KINDS[test["state"]]
    found: Said = {
        "ruleId": test["rule"],
        "ruleIndex": rules.index(test["rule"]),
        "kind": kind,
        "level": LEVELS[test["severity"]] if kind == "fail" else "none",
        "message": {"text": _message(said, test, clause)},
        "locations": [_location(said, clause)],
        "partialFingerprints": {"clauseAndTest/v1": _fingerprint(said, test, clause, seen)},
        "taxa": [
            {"id": one["id"], "index": list(taxa[one["law"]]).index(one["id"]),
             "toolComponent": {"name": one["law"], "index": laws.index(one["law"])}} for one in test["provisions"]
        ],
        "properties": {"severity": test["severity"], "state": test["state"]},
    }  # fmt: skip
    if clause["also"]:
        found["relatedLocations"] = [_location(said, one) for one in clause["also"]]
    if clause["life"]:
        found["codeFlows"] = [_flow(said, clause)]
    if clause["amendment"]:
        found["properties"]["set"] = clause["amendment"]["set"]
    return found


def _message(said: Said, test: Said, clause: Said) -> str:
    asked = "; ".join(
        f"{one['id']} ({one['law']}, {one['severity']}{', scope not declared' if one['scope_open'] else ''})"
        for one in test["provisions"]
    )
    parts = [
        f"{place(clause)}: {sentence(clause, test['state'])}.",
        f"Test {test['rule']}: {test['asks']}.",
        f"Asked for as of {said['as_of']} by {asked}.",
    ]
    if clause["phase"]:
        parts.insert(1, f"So from {clause['phase']} on.")
    if clause["amendment"]:
        parts.append(f"The least that would mend it: {'; '.join(clause['amendment']['set'])}.")
    return " ".join(parts)


def _location(said: Said, clause: Said) -> Said:
    """Where a clause stands; a file that is silent about the regime as a whole is pointed at where it begins."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(said["file"]), "index": 0},
            "region": {"startLine": clause["line"] or 1},
        },
        "logicalLocations": [{"fullyQualifiedName": ".".join(clause["where"]) or said["regime"], "kind": "member"}],
    }


def _flow(said: Said, clause: Said) -> Said:
    """The counterexample as a code flow: every moment at the clause that lets it happen."""
    steps = [
        {"location": {**_location(said, clause), "message": {"text": f"day {one['day']}: {one['text']}"}}}
        for one in clause["life"]
    ]
    return {"threadFlows": [{"locations": steps}]}


def _fingerprint(said: Said, test: Said, clause: Said, seen: Counter[str]) -> str:
    """The same for the same clause under the same test, wherever in the file it moves and whatever it comes to say.

    Where a test finds one clause several times, the second and the third are told apart by their number.
    """
    words = "\0".join([said["regime"], test["rule"], clause["phase"] or "", *clause["where"]])
    seen[words] += 1
    return hashlib.sha256(f"{words}\0{seen[words]}".encode()).hexdigest()


def _full(text: str) -> str:
    """A text as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."
