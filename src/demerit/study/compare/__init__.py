"""Two regimes over the same people: what differs, for how many, and from which day on."""
