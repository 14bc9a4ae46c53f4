"""What a run reads otherwise than the regime's file, in a few words each."""

from __future__ import annotations

from demerit.report.layout import Row


def changes(manifest: Row) -> list[str]:
    """`without lost credit`, `political items on`, `schemes.debtors.notice.served = 100 % (assumption)`."""
    said = manifest.get("changes", {})
    found = [f"without {name}" for name in said.get("without", ())]
    found += [f"political items {said['political items']}"] if "political items" in said else []
    return found + [f"{path} = {value}" for path, value in said.get("set", {}).items()]
