"""An audit as SARIF 2.1.0, checked against what the format requires, section by section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.report.audit import AuditResult, audit
from demerit.report.audit_sarif import uri
from tests.audit.test_packs import LAWS
from tests.conftest import Need
from tests.report.audits import made

Json = dict[str, Any]
KINDS = {"pass", "open", "informational", "notApplicable", "review", "fail"}
LEVELS = {"none", "note", "warning", "error"}
KNOWN = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "taxonomies", "artifacts", "results", "columnKind", "properties"},
    "component": {"name", "version", "shortDescription", "rules", "taxa", "supportedTaxonomies"},
    "descriptor": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"},
    "result": {"ruleId", "ruleIndex", "kind", "level", "message", "locations", "relatedLocations", "codeFlows",
               "partialFingerprints", "taxa", "properties"},
}  # fmt: skip
"""properties that the format knows, of those that are used here; all its objects but property bags are closed"""


def check(log: Json) -> None:
    """Asserts what sections 3.13 (log), 3.14 (run), 3.19 (component), 3.27 (result), 3.49 (descriptor) require."""
    assert set(log) <= KNOWN["log"]
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert set(run) <= KNOWN["run"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    driver = run["tool"]["driver"]
    for component in (driver, *run["taxonomies"]):
        check_component(component)
    for number, artifact in enumerate(run["artifacts"]):
        assert artifact["location"]["uri"], number
    for result in run["results"]:
        check_result(result, run, driver)
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    assert len(prints) == len(set(prints))


def check_component(component: Json) -> None:
    assert set(component) <= KNOWN["component"]
    assert component["name"]
    for kind in ("rules", "taxa"):
        descriptors = component.get(kind, [])
        assert len({one["id"] for one in descriptors}) == len(descriptors)
        for one in descriptors:
            assert set(one) <= KNOWN["descriptor"]
            for text in ("shortDescription", "fullDescription", "help"):
                assert one[text]["text"]
            assert one.get("defaultConfiguration", {"level": "note"})["level"] in LEVELS


def check_result(result: Json, run: Json, driver: Json) -> None:
    assert set(result) <= KNOWN["result"]
    assert result["message"]["text"]
    assert result["kind"] in KINDS
    assert result["level"] in LEVELS
    assert (result["level"] != "none") == (result["kind"] == "fail")  # 3.27.10
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    steps = [step["location"] for flow in result.get("codeFlows", []) for one in flow["threadFlows"]
             for step in one["locations"]]  # fmt: skip
    for location in (*result["locations"], *result.get("relatedLocations", []), *steps):
        physical = location["physicalLocation"]
        artifact = physical["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert physical["region"]["startLine"] >= 1
        assert location["logicalLocations"][0]["fullyQualifiedName"]
    assert all(step["message"]["text"] for step in steps)
    for reference in result["taxa"]:
        taxonomy = run["taxonomies"][reference["toolComponent"]["index"]]
        assert taxonomy["name"] == reference["toolComponent"]["name"]
        assert taxonomy["taxa"][reference["index"]]["id"] == reference["id"]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Json:
    monkeypatch.chdir(tmp_path)
    return loaded(made(Path(), many=True))


def loaded(result: AuditResult) -> Json:
    log: Json = json.loads(result.to_sarif())
    return log


def test_it_keeps_to_the_format(log: Json) -> None:
    check(log)


@pytest.mark.parametrize("regime", ["debtors-2017-2026", "sesame-2015"])
def test_shipped_regimes_keep_to_it(regime: str) -> None:
    check(loaded(audit(regime, as_of="2028-01-01", law=LAWS)))


def lost(written: Any, read: Any, path: str = "") -> list[str]:
    """Properties that were written and that the format's models did not keep."""
    if isinstance(written, dict):
        kept = read if isinstance(read, dict) else {}
        gone = [f"{path}/{name}" for name in written if name not in kept]
        return gone + [
            one for name in written if name in kept for one in lost(written[name], kept[name], f"{path}/{name}")
        ]
    if isinstance(written, list):
        return [one for a, b in zip(written, read or [], strict=True) for one in lost(a, b, f"{path}[]")]
    return []


@pytest.mark.parametrize("regime", ["rongcheng", "debtors-2017", "speech-2018"])
def test_models_made_from_the_schema_take_it(regime: str, need: Need) -> None:
    """The models of sarif-pydantic are those of the official schema: types, enumerations, what is required."""
    need.module("sarif_pydantic")
    from sarif_pydantic import Sarif

    written = json.loads(audit(regime, law=LAWS).written_as("sarif"))
    read = Sarif.model_validate(written).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert lost(written, read) == []


def test_the_check_can_fail(log: Json) -> None:
    log["runs"][0]["results"][0]["level"] = "none"
    with pytest.raises(AssertionError):
        check(log)


def test_states_are_kinds_and_severities_are_levels(log: Json) -> None:
    found = [(one["ruleId"], one["kind"], one["level"]) for one in log["runs"][0]["results"]]
    assert found == [
        ("T1", "fail", "error"), ("T1", "fail", "error"), *[("T2", "fail", "note")] * 9,
        ("T2", "open", "none"), ("T2", "open", "none"), ("T2", "pass", "none"),
    ]  # fmt: skip


def test_a_result_says_where_who_asks_and_what_would_mend_it(log: Json) -> None:
    first, worse = log["runs"][0]["results"][:2]
    location = first["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "my%20town.yaml", "index": 0}, "region": {"startLine": 21}}
    assert [one["id"] for one in first["taxa"]] == ["AI Act art. 0", "Notice first", "AI Act art. 9"]
    assert first["message"]["text"].startswith(
        "schemes > points > notice: declares notice after the effect, which fails the test: no loan starts first. "
        "Test T1: nobody is hit before being told. Asked for as of 2026-11-23 by AI Act art. 0 (code, prohibited);"
    )
    assert first["properties"]["set"] == ["schemes.points.notice={when: before}"]
    assert len(first["codeFlows"][0]["threadFlows"][0]["locations"]) == 2
    assert first["relatedLocations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "measures.no loan"
    assert "So from 2020-01-01 on." in worse["message"]["text"]


def test_a_clause_keeps_its_fingerprint_when_lines_move(log: Json, tmp_path: Path) -> None:
    moved = made()
    object.__setattr__(moved.written, "text", "\n" + moved.written.text)
    for one, other in zip(log["runs"][0]["results"][:2], loaded(moved)["runs"][0]["results"][:2], strict=True):
        assert one["partialFingerprints"] == other["partialFingerprints"]


@pytest.mark.parametrize(("file", "said"), [
    ("a b.yaml", "a%20b.yaml"),
    ("laws/österreich.yaml", "laws/%C3%B6sterreich.yaml"),
    ("/tmp/x.yaml", "file:///tmp/x.yaml"),
    ("C:\\laws\\x.yaml", "file:///C:/laws/x.yaml"),
])  # fmt: skip
def test_names_of_files_are_uris(file: str, said: str) -> None:
    assert uri(file) == said
