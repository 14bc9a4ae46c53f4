"""Many runs of one regime over the same people: clauses swept over ranges, assumptions weighed against each other."""
