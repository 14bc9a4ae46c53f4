"""The audit: a regime read as a lawyer and as a mathematician reads it. Findings, never verdicts."""
