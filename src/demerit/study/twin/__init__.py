"""One life held against its twin: the same person and the same luck, with exactly one thing otherwise."""
