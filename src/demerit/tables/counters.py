"""Where counters stand behind the base of their owner: a score, a list, a gate or a conduct (see names.py)."""

from __future__ import annotations

MARKS, GAINED, LOST, FALSE, TOLD_MARKS, FIRST_BAND = range(6)
(
    ENTRIES, SUBJECTS, IN_FORCE, LEFT, WRONGFUL, COUNT_WRONG_PERSON, NOTICED, GATE_LEARNT, DAYS, WRONGFUL_DAYS,
    UNAWARE_DAYS, COUNT_PAID, REMOVAL_DAYS, REMOVED_AFTER_PAYING, COUNT_ASKED, UPHELD, REFUSED_CORRECTION, FIRST_EXIT,
) = range(18)  # fmt: skip
TRIES, REFUSED, FIRST_REFUSED, BYSTANDERS, HOURS, YUAN_PAID, YUAN_GAINED, FORMS, GATE_COUNTERS = range(9)
ACTS, SEEN, WITHHELD, ADDED, CONDUCT_COUNTERS = range(5)
# Of those whose clauses have mechanisms that few regimes use: behind a base of their own (`..._more`), else absent.
GRADED, WARNED_MARKS, REPAIRED, WITHDREW, MOVED_IN, STALE, WRONG_AMOUNTS = range(7)
EXCEPTED, EXTENDED, KEPT_OFF = range(3)
UNCHECKED, OPENED, HOURS_SAVED, YUAN_WAIVED = range(4)
TAKEN_DOWN, FALSE_REPORTS = range(2)
