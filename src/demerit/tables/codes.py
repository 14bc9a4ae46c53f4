"""Codes that tables hold: what a response depends on, what a subject has, what a score starts from, ways off a list."""

from __future__ import annotations

# What a response depends on.
RESPONSE_WATCHED, RESPONSE_LISTED, RESPONSE_BANDS, RESPONSE_NEIGHBOURS, RESPONSE_PLACE, RESPONSE_REFUSED = range(6)

# Exit codes that every list has, before the exits that its file names.
EXIT_TERM, EXIT_CORRECTION, FIRST_NAMED_EXIT = range(3)

# What a subject of a scheme must have.
HAVING_ANYTHING, HAVING_TELEPHONE, HAVING_PLATFORM, HAVING_FILE, HAVING_NO_FILE = range(5)

# Features of a private score; a habit of conduct counts for (MORE) or against (LESS) the person.
(
    FEATURE_INCOME, FEATURE_AGE, FEATURE_FILE, FEATURE_WORK, FEATURE_PARENT, FEATURE_PLATFORM, FEATURE_MORE,
    FEATURE_LESS,
) = range(8)  # fmt: skip
