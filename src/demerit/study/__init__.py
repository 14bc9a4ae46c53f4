"""Many runs, and single cases: what one asks of a regime beyond running it once."""
