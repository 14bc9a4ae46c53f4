"""Every shipped regime audited as of one day under all packs: it says what it said before, in text and in SARIF.

The SARIF goldens have a line a result (level, kind, test, place, clause, and the fingerprint by which a forge knows it
again): the whole of it would be megabytes of the same sentences, which stand in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from demerit.audit.packs import PRINCIPLES, pack_names
from demerit.report.audit import AuditResult, audit
from tests.audit.test_packs import VERDICT
from tests.library.shipped import NAMES

AS_OF = "2026-11-23"
LAWS = ("eu", "us", "uk", "china", "canada", "international")
FINGERPRINT = 12
"""letters of it that are shown"""


@cache
def audited(name: str) -> AuditResult:
    return audit(name, as_of=AS_OF, law=LAWS)


@cache
def sarif(name: str) -> Any:
    return json.loads(audited(name).to_sarif())["runs"][0]["results"]


def test_all_packs_are_asked() -> None:
    assert {*LAWS, PRINCIPLES} == set(pack_names())


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_regime_is_audited_as_before(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"audits/{name}.txt", audited(name).to_text())
    golden(f"audits/{name}.sarif.txt", "".join(f"{line(result)}\n" for result in sarif(name)))


def line(result: Any) -> str:
    """`error fail F05 exit-bans.yaml:81 schemes.border control.correction deeb32f90ca1`."""
    (place,) = result["locations"]
    where = place["physicalLocation"]
    at = f"{where['artifactLocation']['uri']}:{where.get('region', {}).get('startLine', '')}"
    clause = " ".join(one["fullyQualifiedName"] for one in place.get("logicalLocations", ()))
    (fingerprint,) = result["partialFingerprints"].values()
    return f"{result['level']} {result['kind']} {result['ruleId']} {at} {clause} {fingerprint[:FINGERPRINT]}"


@pytest.mark.parametrize("name", NAMES)
def test_an_audit_of_a_shipped_regime_is_no_verdict_and_names_no_place_of_this_machine(name: str) -> None:
    said = audited(name)
    for text in (said.to_text(everything=True), said.to_sarif(), said.to_json()):
        assert VERDICT.findall(text) == []
        assert re.findall(r"/(?:home|root|tmp|work|usr)/\S*", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_fail_in_the_text_is_a_result_in_sarif(name: str) -> None:
    said = audited(name).said
    fails = {(test["rule"], ".".join(clause["where"]), clause["line"]) for test in said["tests"]
             if test["state"] == "fail" for clause in test["clauses"]}  # fmt: skip
    found = {
        (
            result["ruleId"],
            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in sarif(name)
        if result["kind"] == "fail"
    }
    assert found == fails
