"""Agreements: news of lists and scores with their delay and consent, and the acts that feeds pass on."""

from __future__ import annotations

import pytest

from demerit.engine.steps import marks
from demerit.errors import UserError
from demerit.tables import check, check_phases
from demerit.tables.layout import FIRST_LIST_BIT
from demerit.tables.luck import luck_of_name
from tests.tables.compiled import busy, compiled, effects, plain, share, wide

T, NAMES = plain()
TOWN, PRIVATE = 1 << NAMES.points.index("town"), 1 << NAMES.points.index("private")
DEBTORS = 1 << FIRST_LIST_BIT


def test_lists_have_the_bits_that_the_engine_looks_at() -> None:
    assert FIRST_LIST_BIT == marks.FIRST_LIST_BIT == check.MOST_SCHEMES
    assert marks.EVERYWHERE == (1 << (FIRST_LIST_BIT + check.MOST_LISTS)) - 1


def test_news_is_numbered_after_conduct_in_the_order_of_agreements() -> None:
    first = len(NAMES.conduct)
    best = NAMES.bands[0] + NAMES.bands[1]
    assert [int(one) for one in T.band_news] == [first if band == "best" else -1 for band in best]
    assert (int(T.news_entry[0]), int(T.news_performance[0]), int(T.news_correction[0])) == (
        first + 1,
        first + 2,
        first + 3,
    )
    assert T.news_removal.tolist() == [-1]


def test_news_has_the_delay_the_consent_and_the_luck_of_its_agreement() -> None:
    assert T.news_delay.tolist() == [0, 4, 4, 4]
    assert [share(word) for word in T.news_consent] == [0.7, 1, 1, 1]
    assert T.news_luck.tolist() == [luck_of_name("best")] + 3 * [luck_of_name("debts")]


def test_coming_into_a_band_is_a_fact_that_a_catalogue_prices() -> None:
    assert effects(T, NAMES, str(len(NAMES.conduct))) == [("town", "in best of private", 1.0)]


def test_a_feed_serves_what_it_reaches_and_all_schemes_where_it_does_not_say() -> None:
    everything = TOWN | PRIVATE | DEBTORS
    assert T.feed_schemes.tolist() == [TOWN, everything, everything]


def test_acts_are_passed_on_with_their_own_delay_and_consent() -> None:
    assert T.feed_share_from.tolist() == [0, 1, 1, 1]
    assert (T.share_delay.tolist(), T.share_schemes.tolist()) == ([30], [PRIVATE])
    assert share(T.share_consent[0]) == pytest.approx(0.4)
    assert T.share_luck.tolist() == [luck_of_name("cameras")]


def test_acts_go_to_lists_as_well() -> None:
    tables, _ = compiled(
        wide(
            {
                "feeds.court.reaches": ["town"],
                "agreements.judgments": {"from": "court", "to": "debtors", "passes": ["acts"]},
            }
        )
    )
    assert int(tables[0].share_schemes[-1]) == DEBTORS
    assert share(tables[0].share_consent[-1]) == 1
    assert tables[0].feed_share_from.tolist() == [0, 1, 1, 2]


def test_no_correction_passed_strikes_nothing() -> None:
    tables, _ = compiled(wide({"agreements.debts.passes": ["entry", "performance"]}))
    assert tables[0].news_correction.tolist() == [-1]
    assert 2 not in tables[0].effect_kind


def test_news_only_reaches_the_schemes_that_an_agreement_names() -> None:
    """A catalogue may price what nobody passes on to it: reading refuses that, and no table lets it happen."""
    regime = wide()
    item = regime.schemes["town"].catalogue["entry in debtors"]
    private = regime.schemes["private"]
    private = private.model_copy(update={"catalogue": {**private.catalogue, "entry in debtors": item}})
    tables, names = compiled(regime.model_copy(update={"schemes": {**regime.schemes, "private": private}}))
    assert effects(tables[0], names, str(int(tables[0].news_entry[0]))) == [("town", "entry in debtors", 1.0)]


def test_one_news_on_two_terms_is_refused() -> None:
    regime = wide()
    debts = regime.agreements["debts"]
    other = debts.model_copy(
        update={"to": "private", "passes": ("entry",), "consents": regime.agreements["best"].consents}
    )
    twice = regime.model_copy(update={"agreements": {**regime.agreements, "more": other}})
    assert "`entry in debtors` is passed on by `debts`, `more`" in " ".join(check_phases.two_ways(twice))
    same = regime.model_copy(
        update={"agreements": {**regime.agreements, "more": other.model_copy(update={"consents": None})}}
    )
    assert list(check_phases.two_ways(same)) == []
    with pytest.raises(UserError, match="which no run can do yet"):
        check_phases.refuse_phases([twice], busy())


def test_a_phase_neither_adds_nor_removes_acts_passed_on() -> None:
    later = wide({"agreements.cameras": None, "schemes.private.catalogue.jaywalking": None})
    with pytest.raises(UserError, match="takes away the news of acts from `camera` to `private`"):
        compiled(wide(), later)
