"""Feeds: watching some more closely keeps the mean; reports, errors and what is taken down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import UserError
from demerit.nations.groups import adults, shares_of_groups
from demerit.nations.layout import Conduct
from demerit.regime.layout import Feed, Regime
from demerit.tables.check_phases import two_ways
from demerit.tables.from_feeds import cut_short, people_by_place, watching
from demerit.tables.layout import COUPLED_COMMUNITY, COUPLED_NATION
from tests.engine.crafted import q
from tests.engine.worlds import a_share_of
from tests.tables.compiled import busy, compiled, plain, share, wide

T, NAMES = plain()
CAMERA, PLATFORM, COURT = range(3)
NO_REPORTS = {"feeds.platform.false reports": None}


def test_people_of_places_add_up() -> None:
    assert people_by_place(busy()).tolist() == pytest.approx([0.6, 0.4])


factors = st.floats(0.1, 5).map(lambda value: q(value, "times"))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "age": st.dictionaries(st.sampled_from(["under 14", "18-29", "60 and over"]), factors),
            "sex": st.dictionaries(st.sampled_from(["male", "female"]), factors),
            "residence": st.dictionaries(st.sampled_from(["urban", "rural"]), factors),
            "income": st.dictionaries(st.sampled_from(["1", "5"]), factors),
            "place": st.dictionaries(st.sampled_from(["north", "south"]), factors),
        },
    )
)
@a_share_of(1)
def test_what_a_feed_detects_is_the_mean_of_its_people(by: dict[str, dict[str, object]]) -> None:
    nation = busy()
    feed = wide().feeds["camera"].model_copy(update={"by": by, "detects": q(0.1, "%")})
    watched = watching(_with(feed), nation)["camera"]
    grown = shares_of_groups(nation.people) * adults(nation.groups)
    mean = (grown @ watched.groups / grown.sum()) * (people_by_place(nation) @ watched.places)
    assert watched.most * mean == pytest.approx(0.001)
    assert watched.groups.max() == watched.places.max() == 1


def _with(camera: Feed) -> Regime:
    regime = wide()
    return regime.model_copy(update={"feeds": {**regime.feeds, "camera": camera}})


def test_shares_by_group_and_place_are_those_of_the_factors() -> None:
    assert T.feed_uneven.tolist() == [0, -1, -1]
    men = np.array([group.sex == "male" for group in busy().groups])
    assert [share(word) for word in T.feed_group] == pytest.approx(np.where(men, 1, 1 / 3).tolist())
    assert [share(word) for word in T.feed_place] == pytest.approx([1, 2 / 3])


def test_what_is_compiled_for_all_is_what_is_noticed_of_those_watched_most() -> None:
    nation = busy()
    watched = watching(wide(), nation)["camera"]
    men = np.array([group.sex == "male" for group in nation.groups])
    grown = shares_of_groups(nation.people) * adults(nation.groups)
    male = float(grown @ men / grown.sum())
    assert watched.most == pytest.approx(0.2 * 3 / (3 * male + 1 - male) * 1.5 / (1.5 * 0.6 + 0.4))
    red_light = NAMES.conduct.index("red light")
    reach = nation.conduct[red_light].seen_at_most
    assert share(T.seen_upto[T.seen_from[red_light]]) == pytest.approx(watched.most / reach)


def test_the_hidden_strand_is_drawn_where_some_are_watched_more_closely_than_the_nation_can() -> None:
    """20 % of jaywalking can be noticed; men of the north are watched at 34 %."""
    assert T.strand_hidden.tolist().count(1) == 1
    even, _ = compiled(wide({"feeds.camera.by": None}))
    assert even[0].strand_hidden.tolist().count(1) == 0


def test_nobody_is_watched_more_than_wholly() -> None:
    keen = wide({"feeds.camera.detects": "80 % (assumption)"})
    assert watching(keen, busy())["camera"].most == 1
    (said,) = cut_short(keen, busy())
    assert "the feed `camera` would notice 138 %" in said
    assert "58.1 % of all acts" in said
    assert cut_short(wide(), busy()) == []


def test_factors_that_watch_nobody_are_refused() -> None:
    nobody = wide({"feeds.camera.by": {"sex": {"male": "0 times (assumption)", "female": "0 times (assumption)"}}})
    with pytest.raises(UserError, match="`camera` watches nobody"):
        compiled(nobody)


def test_factors_that_are_all_alike_watch_evenly() -> None:
    alike = wide({"feeds.camera.by": {"sex": {"male": "3 times (assumption)", "female": "3 times (assumption)"}}})
    tables, _ = compiled(alike)
    assert tables[0].feed_uneven.tolist() == [-1, -1, -1]
    assert share(tables[0].seen_upto[0]) == pytest.approx(0.2 / 0.5)


def test_errors_and_posts_taken_down() -> None:
    assert [share(word) for word in T.feed_amount] == [0.02, 0, 0]
    assert [share(word) for word in T.feed_removes] == [0, 0.6, 0]


def test_reports_go_to_one_feed_and_stand_at_the_end_of_the_climate() -> None:
    reports = dict(zip(NAMES.conduct, T.report_feed.tolist(), strict=True))
    assert {name for name, feed in reports.items() if feed >= 0} == {"volunteering"}
    assert reports["volunteering"] == PLATFORM
    assert [share(word) for word in T.report_false] == [0, 0.25, 0]
    assert T.climate_width == T.climate_reports + len(NAMES.feeds)


def test_reports_couple_the_nation_and_make_misfortune() -> None:
    assert T.coupling == COUPLED_NATION
    assert T.misfortune_strand == T.strands - 1
    without, _ = compiled(wide(NO_REPORTS))
    assert (without[0].coupling, without[0].climate_reports) == (COUPLED_COMMUNITY, -1)
    assert without[0].misfortune_strand == -1
    assert without[0].climate_width == T.climate_width - len(NAMES.feeds)


def test_conduct_that_makes_reports_is_drawn_though_no_feed_sees_it() -> None:
    number = NAMES.conduct.index("volunteering")
    assert number in T.kind_conduct
    without, _ = compiled(wide(NO_REPORTS))
    assert number not in without[0].kind_conduct


def test_every_report_is_drawn_whoever_could_notice_it() -> None:
    """A report is no less a report for being made where no institution looks."""

    def half_hidden(conduct: Conduct) -> Conduct:
        return replace(conduct, seen_at_most=0.5) if conduct.name == "volunteering" else conduct

    nation = replace(busy(), conduct=tuple(map(half_hidden, busy().conduct)))
    tables, names = compiled(wide(), nation=nation)
    number = names.conduct.index("volunteering")
    drawn = [
        bool(tables[0].strand_hidden[at])
        for at in range(tables[0].strands)
        if number in tables[0].kind_conduct[tables[0].kind_from[at] : tables[0].kind_from[at + 1]]
    ]
    assert drawn == [False, True]


def test_a_phase_may_bring_reports_to_a_climate_that_has_room_for_them() -> None:
    (first, second), _ = compiled(wide(NO_REPORTS), wide())
    assert first.climate_reports == second.climate_reports == T.climate_reports
    assert (first.coupling, first.misfortune_strand) == (COUPLED_NATION, second.misfortune_strand)
    assert set(first.report_feed.tolist()) == {-1}


def test_reports_of_one_conduct_to_two_feeds_are_refused() -> None:
    once = wide()
    court = once.feeds["court"].model_copy(update={"false_reports": once.feeds["platform"].false_reports})
    twice = once.model_copy(update={"feeds": {**once.feeds, "court": court}})
    assert "`volunteering` makes reports to both `platform` and `court`" in " ".join(two_ways(twice))
