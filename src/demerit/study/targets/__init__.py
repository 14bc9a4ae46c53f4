"""Published figures beside a run: what was fitted to them, what was held out, and what came out."""
