"""What is kept: events and sums to a run folder, a run folder to lives."""
