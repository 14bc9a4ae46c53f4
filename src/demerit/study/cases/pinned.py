"""Tables of one scripted life: nothing happens by luck.

What a regime makes certain stays so (a share of 0 % or 100 %); what it leaves to chance falls as the case says, and
where the case is silent the likelier way. Nobody acts by themselves: conduct, attempts, performance and requests come
from the script. What depends on other people is left out: queues, neighbours, ranks, friends, the acts of creditors.
"""

from __future__ import annotations

from typing import Any

from demerit.engine.reference import in_lists
from demerit.nations.draws import WORDS
from demerit.study.cases.layout import Chances
from demerit.tables.layout import Tables

NOTICES = ("list_served", "scheme_told")
ABILITY = ("ground_misjudged",)
CLOCKS = ("exit_kept",)
GATES = ("measure_applied",)
RULINGS = ("list_upheld", "scheme_upheld")
REVIEWS = ("list_review_upheld",)
OTHERS = (
    "ground_excepted", "list_extended", "scheme_uptake", "item_repair_share", "feed_amount", "share_consent",
    "news_consent", "effect_share",
)  # fmt: skip
"""shares of the tables whose luck a case does not name: they fall the likelier way"""

NEVER_BY_ITSELF = (
    "gate_inverse", "gate_tries", "ground_others", "scheme_withdraws", "scheme_regraded", "scheme_friends",
    "response_from", "measure_adopted_days",
)  # fmt: skip
"""tables that are all 0 in a scripted life: what people do of themselves, and what depends on others"""
NONE_AT_ALL = ("list_queue", "list_shared", "feed_uneven")
"""tables whose -1 says that there is no such thing"""
SCALARS = {
    "strands": 0, "often": 0, "keeps_seldom": 0, "misfortune_strand": -1, "performs_habit": -1, "moves_inverse": 0,
    "befriended": 0, "neighbours": 0, "schemes_settle": 0, "contests": 0, "regrades": 0, "others_inverse": 0,
}  # fmt: skip


def pinned(tables: Tables, chances: Chances) -> Tables:
    """The tables of a phase in lists, without luck."""
    held: Any = in_lists(tables)
    fell = {
        NOTICES: _fell(chances.notices, "arrive"),
        ABILITY: _fell(chances.ability, "misjudged"),
        CLOCKS: _fell(chances.clocks, "kept"),
        GATES: _fell(chances.gates, "check"),
        RULINGS: None,
        REVIEWS: None,
        OTHERS: None,
    }
    changed: dict[str, Any] = dict(SCALARS)
    for fields, happens in fell.items():
        changed |= {field: certain(getattr(held, field), happens) for field in fields}
    changed |= {field: [0] * len(getattr(held, field)) for field in NEVER_BY_ITSELF}
    changed |= {field: [-1] * len(getattr(held, field)) for field in NONE_AT_ALL}
    changed["item_kept"] = [1] * len(held.item_kept)  # so that a mark can be found again when it is taken back
    changed["performs"] = [0, 0]
    return _with(held, changed)


def _fell(said: str | None, yes: str) -> bool | None:
    return None if said is None else said == yes


def _with(held: Any, changed: dict[str, Any]) -> Tables:
    found: Tables = held._replace(**changed)
    return found


def certain(shares: list[int], happens: bool | None) -> list[int]:
    """Shares of 2**32 as certainties: 0 and 1 stay, others fall as `happens` says, or the likelier way."""
    return [
        share if share in (0, WORDS) else WORDS * int(2 * share >= WORDS if happens is None else happens)
        for share in shares
    ]


def ruled(held: Tables, before: Tables, upheld: bool, review: bool | None) -> Tables:
    """The tables with rulings that fall as a step says where the regime, `before` pinning, leaves them open."""
    open_ones: Any = in_lists(before)
    changed: dict[str, Any] = {field: certain(getattr(open_ones, field), upheld) for field in RULINGS}
    if review is not None:
        changed |= {field: certain(getattr(open_ones, field), review) for field in REVIEWS}
    return _with(held, changed)


def performing(held: Tables) -> Tables:
    """The tables of a day on which the person performs what is owed: the chain of candidates has one every day."""
    return _with(held, {"performs": [1, 1], "performs_baseline": WORDS})
