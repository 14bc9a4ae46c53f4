"""What a run that was stopped has kept, in words, and how it is gone on with."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from demerit.records.layout import CHECKPOINT, MANIFEST, PART, RESUME

NUMBERS = "numbers.json"
"""the file of a checkpoint that says how far the run had come"""


def kept(folder: Path) -> str:
    """`kept until day 448 of 1,095`; `nothing kept yet` where the run never came to a checkpoint."""
    found = sorted(path for path in folder.glob(f"{CHECKPOINT}*") if not path.name.endswith(PART))
    for path in reversed(found):
        # One that is just being replaced by the next may go while it is read.
        with suppress(OSError, ValueError, KeyError):
            return f"kept {json.loads((path / NUMBERS).read_text())['reached']}"
    return "nothing kept yet"


def resume_hint(folder: Path) -> str:
    """What to say when a run ends early: what is kept, and the command to go on with, on a line of its own."""
    if (folder / MANIFEST).is_file():
        so_far = kept(folder)
        again = "To go on:" if so_far.startswith("kept") else "To begin again:"
        return f"stopped, {so_far}. {again}\n\n  {RESUME.format(folder=folder)}"
    return "stopped before anything was written"
