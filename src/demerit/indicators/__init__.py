"""What it means: harms and claimed benefits of a run, each with an interval."""
