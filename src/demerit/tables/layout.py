"""What is compiled: regime and nation as flat whole-number tables, ready for kernels.

A table indexed by (a, b) is stored one-dimensional at a * width + b. Shares are 32-bit thresholds (share * 2**32),
multiples are in sixteenths of a bit (Q16: 65536 = 1), inverse rates are days in Q12 (4096 = one day; 0 = never).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.nations.layout import People

Ints = NDArray[np.int64]

ONE = 1 << 16
"""a multiple of 1 in Q16"""
DAY_Q12 = 1 << 12
"""one day as an inverse rate"""
QUEUE_UNIT = 1_000_000_000
"""the capacity of an office is kept in decisions per so many person-days"""
LONGEST_GAP = 1 << 33
"""inverse rates above this (5,700 years) count as never; keeps products below 2**63"""
A_FIND = 1000
"""what one find adds to the record that directs a feed"""
QUANTILES = 4096 + 1024 + 1024
"""steps of a habit table: 4,096 equal ones, the first and last 64th cut again into 1,024 each"""

# Processes of a life that tables name (see nations/draws.py; engine/steps/luck.py has the rest).
STRAND = 100
"""+ 4 * stream + 2 * hidden; the next number gives the second pair of words"""
HABIT = 300
"""+ stream"""
MISFORTUNE = 700
HALF_MISFORTUNE_DAYS = 1461
"""Marks for what a person did not do are drawn at a bounding rate of one in two years (1461 / 2 days), whatever a
regime says, so that they come on the same days in every regime. Feeds whose errors would exceed it are refused."""

EFFECT_POINTS, EFFECT_GROUND, EFFECT_STRIKE = 0, 1, 2
"""effects of a fact: points or a grade; a ground of a list; an item taken back, for its source has been corrected"""
FIRST_LIST_BIT = 16
"""where lists start among the bits of schemes; points schemes come before"""
LOWEST = -(1 << 30)
"""least points of a band that goes all the way down"""
TOP = 1_000_000_000
"""all participants, in the parts that shares of rank are counted in (decimal, so that `10 %` of 10 people is one)"""

COUPLED_NOT, COUPLED_COMMUNITY, COUPLED_NATION = range(3)
"""How far people affect each other, which decides the order of the loops (never the result)."""


class Tables(NamedTuple):
    """Everything that a step reads. Made by `from_regime.tables`; one for each phase of a regime."""

    people: People
    groups: int
    counters: int
    horizon: int
    """last day of the run"""

    # Luck
    log_table: Ints
    """-ln(h / 4096) in Q24, h = 0 .. 4096"""
    habits: Ints
    """inverse habit multipliers in Q16, QUANTILES for every distinct spread"""

    # Conduct: strands are the chains that this regime's watching makes necessary
    strands: int
    often: int
    """strands, the first ones, with a column of their own; what the others do is seldom, and shares one"""
    keeps_seldom: int
    """1 where there is something seldom: such a strand, moving house, or withdrawing"""
    strand_process: Ints
    strand_habit_process: Ints
    strand_habit: Ints
    """offset into `habits`, -1 where all are alike"""
    strand_hidden: Ints
    """1: the acts that no institution of the nation's declared reach could notice"""
    strand_inverse: Ints
    """strands x groups: inverse of the bounding rate"""
    strand_floor: Ints
    """strands x groups: the least inverse rate (cap on a person's own rate)"""
    strand_inactive: Ints
    """strands x groups: share who never do any of it"""
    kind_from: Ints
    """strands + 1: where the strand's kinds start"""
    kind_conduct: Ints
    kind_upto: Ints
    """(kinds) x groups: cumulative thresholds of the choice of kind"""
    conduct_baseline: Ints
    """per conduct: threshold below which a candidate happens when no response changes the rate: 1 / rises at most"""
    misfortune_strand: int
    """the strand of marks for acts that somebody else or nobody did, -1 for none"""

    # Feeds
    seen_from: Ints
    """2 x conduct + 1: where the observers start; first the watched strand's, then the hidden one's"""
    seen_feed: Ints
    seen_upto: Ints
    feed_most: Ints
    """share of acts that each notices where it looks most closely, whoever looked before"""
    feed_directed: Ints
    """where the climate has how much of its watching each place gets, -1 where no record decides"""
    feed_tally: Ints
    """where its finds are counted by place, -1 where nobody follows them"""
    feed_corrected: Ints
    directed_from: Ints
    """finds (thousandths) on the record at the start, by feed that is directed and place"""
    feed_delay: Ints
    feed_wrong: Ints
    """share of marks that go to somebody else"""
    feed_by_name: Ints
    feed_false: Ints
    """share of misfortune candidates that are false marks of this feed"""
    feed_amount: Ints
    """share of marks entered with a zero too many"""
    feed_removes: Ints
    """share of the acts noticed that are taken down"""
    feed_uneven: Ints
    """where the feed has its shares in `feed_group` and `feed_place`, -1 where it watches all alike"""
    feed_group: Ints
    """uneven feeds x groups: share of what the feed could notice that it does notice"""
    feed_place: Ints
    """uneven feeds x places"""
    feed_schemes: Ints
    """bits of the points schemes (0 to 15) and lists (16 to 23) that the feed serves itself"""
    feed_share_from: Ints
    """feeds + 1: where the agreements start that pass its acts on"""
    share_delay: Ints
    share_consent: Ints
    share_luck: Ints
    share_schemes: Ints
    """bits, as in `feed_schemes`"""
    report_feed: Ints
    """per conduct: the feed whose false reports it makes, -1 for none"""
    report_false: Ints
    """per feed: share of these reports that are false"""
    feed_reports: Ints
    """per feed: the conduct that makes its reports, -1 for none"""
    feed_plain: Ints
    """1: it watches all alike, errs on nobody, takes nothing down and passes nothing on"""
    feeds: int
    misfortune_from: Ints
    """feeds + 1: the conduct that a feed's false marks allege"""
    misfortune_conduct: Ints
    misfortune_upto: Ints

    # Marks and scores
    effect_from: Ints
    """conduct + news + 1"""
    effect_kind: Ints
    effect_scheme: Ints
    effect_item: Ints
    effect_share: Ints
    """share of the facts on which the effect falls; effects on one scheme follow each other, the heaviest first"""
    effect_luck: Ints
    item_points: Ints
    item_expiry: Ints
    """days, 0 = never"""
    item_plain: Ints
    """1: points and perhaps an expiry, nothing else"""
    item_grade: Ints
    """position of the band that it grades into, -1 where it gives points"""
    item_repeated: Ints
    """Q16: times the points while another of the kind stands, 0 for no such rule"""
    item_kept: Ints
    """1: a row keeps the mark until it expires, for repair, repetition, replacement or correction"""
    item_replaces: Ints
    """the item that it takes the place of, -1 for none"""
    item_repair_share: Ints
    item_repair_days: Ints
    item_repair_item: Ints
    """the hidden item that stands in its place once repaired, -1 for none"""
    schemes: int
    """points schemes"""
    scheme_start: Ints
    scheme_low: Ints
    scheme_high: Ints
    scheme_uptake: Ints
    scheme_age: Ints
    scheme_told: Ints
    scheme_counter: Ints
    scheme_more: Ints
    """base of the counters of mechanisms that few regimes use, -1 where there are none; so for lists, gates, conduct"""
    scheme_recovery: Ints
    scheme_recovery_every: Ints
    scheme_decided: Ints
    """days until a correction is decided, -1 where there is none"""
    scheme_upheld: Ints
    scheme_measured: Ints
    """1 where some measure hangs on its bands"""
    scheme_luck: Ints
    scheme_places: Ints
    """bits of the places whose people are subjects, 0 for all"""
    scheme_having: Ints
    scheme_withdraws: Ints
    """inverse rate of withdrawing consent (Q12 days), 0 = never"""
    scheme_leaves: Ints
    """luck of withdrawing: another one from each phase on that changes the rate, for a chain remembers the old one"""
    scheme_plain: Ints
    """1: everybody starts alike, marks enter at once, nothing is graded directly and nobody warned, in any phase"""
    scheme_choosy: Ints
    """1 where being a subject takes more than age and uptake: a place, something to have, or not having withdrawn"""
    scheme_graded: Ints
    """1 where some item grades directly, in any phase"""
    scheme_one_act: Ints
    """1: of two items of one act only the heaviest counts"""
    scheme_warns: Ints
    """days for which a first deduction of a kind is a warning only, 0 where it counts at once"""
    scheme_recomputed: Ints
    """days between computations of the score, 0 = at once"""
    scheme_modelled: Ints
    """1 where the start is a person's own, from dimensions"""
    scheme_friends: Ints
    """Q16: weight of the friend's score over the weight of all the rest, 0 for none"""
    feature_from: Ints
    """schemes + 1"""
    feature_kind: Ints
    feature_weight: Ints
    """Q16: the dimension's weight over the number of its features"""
    feature_process: Ints
    """process of the habit of a conduct, 0 for other features"""
    feature_inactive: Ints
    """features x groups: share who never do the conduct"""
    scheme_regraded: Ints
    """days between re-gradings, 0 where bands are cut by points"""
    band_from: Ints
    band_points: Ints
    """least points of each band, best first; where a scheme is re-graded, those in force before the first time"""
    band_top: Ints
    """parts of 10**9 of the participants whom a band and all above it hold; 0 where bands are cut by points"""

    scheme_tells: Ints
    """1 where an agreement passes some of its bands on, in any phase"""
    band_news: Ints
    """per band: effect index of the news that somebody has come into it, -1 for none"""
    schemes_settle: int
    """1 where somebody may move between places that have schemes of their own"""
    moves_inverse: int
    """inverse rate of moving house to another place (Q12 days), 0 = never"""
    befriended: int
    """1 where a friend's score counts, in any phase"""

    # Lists
    lists: int
    list_luck: Ints
    list_places: Ints
    list_having: Ints
    list_extended: Ints
    """share of entries with a term whose term is made longer"""
    list_extension: Ints
    list_relisting: Ints
    """days after the exit `list_relisting_exit` in which nobody is entered again, 0 for no such rule"""
    list_relisting_exit: Ints
    """exit code, from FIRST_NAMED_EXIT"""
    list_age: Ints
    list_counter: Ints
    list_more: Ints
    list_black: Ints
    list_once: Ints
    """1: somebody already listed is not entered again"""
    list_after: Ints
    list_queue: Ints
    """index of the queue in the climate, -1 for none"""
    list_notice: Ints
    """0 never, 1 before, 2 at, 3 after"""
    list_served: Ints
    list_grace: Ints
    list_decided: Ints
    list_decided_working: Ints
    list_upheld: Ints
    list_corrected: Ints
    list_corrected_working: Ints
    list_review: Ints
    """days until a review is decided, -1 where there is none"""
    list_review_upheld: Ints
    list_suspends: Ints
    list_copies: Ints
    """longest lag of a gate's copy after removal"""
    list_measured: Ints
    """1 where some measure hangs on it"""
    list_shared: Ints
    """where the climate has the shares listed of all places, -1 where nobody responds to them"""
    ground_able: Ints
    ground_misjudged: Ints
    ground_excepted: Ints
    """share of cases that an exception keeps off the list"""
    ground_term: Ints
    ground_list: Ints
    ground_number: Ints
    """position in its list"""
    ground_pays: Ints
    """the exit that performance opens, -1 for none"""
    ground_others: Ints
    """1 where others can open an exit"""
    exit_from: Ints
    exit_within: Ints
    exit_working: Ints
    exit_kept: Ints
    exit_otherwise: Ints
    exit_after_share: Ints
    exit_share: Ints
    """from and up to which word an act of others opens this exit; both 0 for performance"""
    exit_grounds: Ints
    """bit per ground of the list"""
    news_entry: Ints
    """per list: effect index of the news of an entry, -1 for none; then performance, removal and correction"""
    news_performance: Ints
    news_removal: Ints
    news_correction: Ints
    news_delay: Ints
    """per effect index of news"""
    news_consent: Ints
    news_luck: Ints
    performs: Ints
    """[inverse bounding rate of the able, of the unable]"""
    performs_habit: int
    performs_baseline: int
    others_inverse: int
    asks_inverse: int
    contests: int
    working_day: Ints
    """cumulative working days up to each day"""
    day_of_working: Ints
    last_working: int
    """the last entry of `day_of_working`"""

    # Measures and gates
    gates: int
    gate_inverse: Ints
    """gates x groups"""
    gate_habit: Ints
    gate_children: Ints
    gate_counter: Ints
    gate_more: Ints
    gate_felt: Ints
    gate_tries: Ints
    """inverse rate (Q12) of the number of further tries after a refusal, 0 where nobody tries again that day"""
    gate_tries_of: Ints
    """the response that says so, as in `response_of`; -1 for none"""
    gate_measure_from: Ints
    measure_list: Ints
    """list, or -1"""
    measure_scheme: Ints
    measure_bands: Ints
    measure_bar: Ints
    measure_yuan: Ints
    measure_hours: Ints
    measure_forms: Ints
    measure_children: Ints
    measure_starts: Ints
    measure_ends: Ints
    measure_luck: Ints
    measure_applied: Ints
    """share of attempts at which the gate checks and can tell"""
    measure_adopted_from: Ints
    """day on which the first office takes it up (negative: before the run)"""
    measure_adopted_days: Ints
    """days until the last one has, 0 = all at once"""
    measure_opens: Ints
    measure_saves: Ints
    measure_waives: Ints

    # Responses
    response_from: Ints
    """conduct + 2 (the last is performance)"""
    neighbours: int
    """1 where some response, in any phase, depends on neighbours"""
    response_kind: Ints
    response_scheme: Ints
    response_bands: Ints
    response_times: Ints
    response_of: Ints
    """number of the response in the file, whose parts (one for each conduct) can be switched off together"""
    conduct: int
    conduct_rise: Ints
    """Q16: the largest multiple, by conduct; the last is performance"""
    conduct_counter: Ints
    conduct_more: Ints

    # Climate: what its array of one tick holds, the same in every phase: see engine/climate.py
    places: int
    queues: int
    shared: int
    """lists whose share of each place people respond to in some phase"""
    regrades: int
    """bands whose cut-offs the climate has: all of them if some phase re-grades a scheme, else 0"""
    climate_bands: int
    """where its cut-offs start"""
    climate_reports: int
    """where the false marks from reports start, one for each feed; -1 where there are none in any phase"""
    climate_directed: int
    directed: int
    """feeds that the record directs"""
    climate_width: int
    queue_rate: Ints
    """decisions that an office can make per 10**9 person-days"""
    coupling: int
