"""Time passes: one scalar step of one person, written once, and the loops around it."""
