"""The audit's own proof: it finds what courts and inquiries found, and every safeguard taken from a clean regime.

`cases` are real cases as regime files, each with a repaired twin; `mutations` run the table of `safeguards` that are
deleted or flipped one at a time; `deletions` take out every clause there is, so that what no test reads is known as
well; `held` reads what the rules raise. All of it is static: what only runs can show (such as disparate impact, F10) is
named in the tables and not counted.
"""
