"""The regime that `demerit new` writes: short, commented, and running as it stands."""

from __future__ import annotations

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# Every number has its unit and its source: a key of `sources`, or the word assumption. What is not written is
# "not declared": it runs as absent, and is said. `demerit check FILE` finds all errors, `demerit run FILE` runs it.
regime: {name}
title: A small town keeps a score and a list
in force: from 2020-01-01
operator: public                        # or private, delegated
jurisdiction: a small town
sources: {{CLT-RS: "Rongcheng assessment standards, tr. China Law Translate, 2019"}}
feeds:                                  # who observes conduct, and how well
  cameras: {{holder: police, context: traffic, sees: [red light], detects: 10 % between 2 and 40 % (assumption)}}
  courts: {{holder: the court, context: court, sees: [unpaid judgment], detects: 100 % (assumption)}}
schemes:
  town points:
    kind: points
    subjects: persons of 18 and over
    participation: everyone             # or {{opt-in: 30 % (assumption)}}
    start: 1000 points (assumption)
    range: 0 to 1300 points (assumption)
    bands: {{good: from 950 points (assumption), poor: below}}
    catalogue:
      red light: {{points: -20 points (CLT-RS), expires after: 1 year (assumption)}}
  debtors:
    kind: list
    colour: black
    subjects: persons of 18 and over
    grounds: {{unpaid: {{conduct: unpaid judgment, only if: able to pay}}}}
    term: {{unpaid: until performance (assumption)}}
    exits: {{performance: within 3 working days (assumption)}}
measures:                               # what follows, and at which gate
  no flights: {{on: debtors, gate: air, effect: bar}}
  more paper: {{on: town points at poor, gate: counter, effect: 2 more forms and 3 hours (assumption)}}
"""


def template(name: str = "my-town", schema: str = "regime.schema.json") -> str:
    """The text of a new regime of this name; `schema` is where the editor finds what `demerit schema` prints."""
    return _TEMPLATE.format(name=name, schema=schema)
