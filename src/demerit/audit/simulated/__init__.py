"""Tests that only time can decide: what a regime does, measured on a run of it over people who do not exist."""
