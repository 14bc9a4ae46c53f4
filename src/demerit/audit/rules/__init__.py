"""The static rules: each file one subject, each function one test on the facts of a regime.

A function marked with `@rule` takes `Facts` and yields an `Outcome` for every clause that it looks at: `pass` where the
clause meets the test, `fail` where it does not, `not declared` where the file is silent. A regime with nothing that the
test could be about yields nothing.
"""
