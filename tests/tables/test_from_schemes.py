"""Points schemes: who takes part and leaves, when marks count, and private scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.errors import UserError
from demerit.nations.layout import Rate
from demerit.tables.check_phases import unknown
from demerit.tables.codes import (
    FEATURE_AGE,
    FEATURE_FILE,
    FEATURE_INCOME,
    FEATURE_LESS,
    FEATURE_MORE,
    FEATURE_PARENT,
    FEATURE_PLATFORM,
    FEATURE_WORK,
    HAVING_ANYTHING,
    HAVING_FILE,
    HAVING_NO_FILE,
    HAVING_PLATFORM,
    HAVING_TELEPHONE,
)
from demerit.tables.layout import COUPLED_COMMUNITY, COUPLED_NOT, HABIT, ONE
from demerit.tables.luck import luck_of_name
from tests.tables.compiled import busy, compiled, plain, share, wide

T, NAMES = plain()
TOWN, PRIVATE = NAMES.points.index("town"), NAMES.points.index("private")
ALONE = {
    "feeds.platform.false reports": None,
    "schemes.private.dimensions.friends.features": ["age"],
    "responses": {},
}
"""nobody's life depends on others'"""


def test_subjects_of_a_place_are_bits_of_the_nations_places() -> None:
    assert busy().places == ("north", "south")
    assert (T.scheme_places[TOWN], T.scheme_places[PRIVATE]) == (0b10, 0)
    both, _ = compiled(wide({"schemes.town.subjects": "persons of 18 and over in north and south"}))
    assert both[0].scheme_places[TOWN] == 0b11


def test_a_place_that_the_nation_does_not_have_is_refused() -> None:
    elsewhere = wide({"schemes.town.subjects": "persons in sout"})
    assert "live in `sout`, which the nation" in " ".join(unknown(elsewhere, busy()))
    with pytest.raises(UserError, match="did you mean `south`"):
        compiled(elsewhere)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("", HAVING_ANYTHING),
        (" with a telephone", HAVING_TELEPHONE),
        (" with a platform account", HAVING_PLATFORM),
        (" with a credit file", HAVING_FILE),
        (" with no credit file", HAVING_NO_FILE),
    ],
)
def test_what_subjects_have(word: str, code: int) -> None:
    subjects = f"persons of 18 and over{word}"
    tables, _ = compiled(wide({"schemes.private.subjects": subjects, "schemes.debtors.subjects": subjects}))
    assert (tables[0].scheme_having[PRIVATE], tables[0].list_having[0]) == (code, code)
    assert tables[0].scheme_choosy[PRIVATE] == (code != HAVING_ANYTHING)


def test_withdrawals_are_a_rate_a_day() -> None:
    a_day = 0.1 / 365.25
    assert T.scheme_withdraws[TOWN] == round(4096 / a_day) - 2048
    assert T.scheme_withdraws[PRIVATE] == 0
    assert share(T.scheme_uptake[TOWN]) == 0.6


def test_who_has_withdrawn_stays_out_when_a_phase_stops_withdrawals() -> None:
    no_place = {"schemes.town.subjects": "persons of 18 and over"}
    opt_in = {"schemes.town.participation": {"opt-in": "60 % (assumption)"}}
    (first, second), _ = compiled(wide(no_place), wide(no_place | opt_in))
    assert (first.scheme_choosy[TOWN], second.scheme_choosy[TOWN], second.scheme_withdraws[TOWN]) == (1, 1, 0)
    never, _ = compiled(wide(no_place | opt_in))
    assert never[0].scheme_choosy[TOWN] == 0


def test_when_marks_count() -> None:
    assert (T.scheme_one_act[TOWN], T.scheme_warns[TOWN], T.scheme_recomputed[TOWN]) == (1, 365, 30)
    assert (T.scheme_one_act[PRIVATE], T.scheme_warns[PRIVATE], T.scheme_recomputed[PRIVATE]) == (0, 0, 0)


def test_schemes_and_lists_have_luck_of_their_names() -> None:
    assert T.scheme_luck.tolist() == [luck_of_name("town"), luck_of_name("private")]
    assert T.list_luck.tolist() == [luck_of_name("debtors")]


def test_a_phase_that_grades_makes_a_scheme_graded_in_all() -> None:
    points = {"points": "-9 points (assumption)"}
    graded = wide()
    never = wide({"schemes.town.catalogue.unpaid judgment": points, "schemes.town.catalogue.petition.grade": None,
                  "schemes.town.catalogue.petition.points": "-9 points (assumption)"})  # fmt: skip
    assert [t.scheme_graded.tolist() for t in compiled(never, graded)[0]] == [[1, 0], [1, 0]]
    assert compiled(never)[0][0].scheme_graded.tolist() == [0, 0]


def test_people_move_only_where_schemes_have_places() -> None:
    moving = replace(busy(), moves_per_day=Rate(0.03 / 365.25, None, None, "T"))
    tables, _ = compiled(wide(), nation=moving)
    assert (tables[0].schemes_settle, tables[0].moves_inverse) == (1, round(4096 * 365.25 / 0.03) - 2048)
    everywhere = {"schemes.town.subjects": "persons of 18 and over"}
    tables, _ = compiled(wide(everywhere), nation=moving)
    assert (tables[0].schemes_settle, tables[0].moves_inverse) == (0, 0)
    (first, _), _ = compiled(wide(everywhere), wide(), nation=moving)
    assert (first.schemes_settle, first.moves_inverse > 0) == (1, True)
    still, _ = compiled(wide(), nation=replace(busy(), moves_per_day=None))
    assert (still[0].schemes_settle, still[0].moves_inverse) == (1, 0)


def test_a_private_score_starts_from_the_lowest() -> None:
    assert (T.scheme_start[PRIVATE], T.scheme_low[PRIVATE], T.scheme_modelled[PRIVATE]) == (350, 350, 1)
    assert (T.scheme_start[TOWN], T.scheme_modelled[TOWN]) == (100, 0)


def test_features_share_the_weight_of_their_dimension() -> None:
    assert T.feature_from.tolist() == [0, 0, 4]
    assert T.feature_kind.tolist() == [FEATURE_INCOME, FEATURE_FILE, FEATURE_MORE, FEATURE_LESS]
    assert T.feature_weight.tolist() == [round(0.1 * ONE)] * 3 + [round(0.5 * ONE)]


def test_habits_are_those_of_the_stream_of_the_conduct() -> None:
    nation = busy()
    streams = [stream.name for stream in nation.streams]
    assert T.feature_process.tolist() == [0, 0, HABIT + streams.index("civic"), HABIT + streams.index("road")]
    inactive = T.feature_inactive.reshape(4, -1)
    assert inactive[:2].max() == 0
    assert {share(word) for word in inactive[2]} == {0.3}
    assert {share(word) for word in inactive[3]} == {0.4}
    strand = T.strand_habit_process.tolist().index(HABIT + streams.index("road"))
    assert inactive[3].tolist() == T.strand_inactive.reshape(T.strands, -1)[strand].tolist()


def test_every_trait_has_its_code() -> None:
    traits = ["income", "age", "credit file", "employment", "parenthood", "platform account"]
    tables, _ = compiled(wide({"schemes.private.dimensions.means.features": traits}))
    codes = [FEATURE_INCOME, FEATURE_AGE, FEATURE_FILE, FEATURE_WORK, FEATURE_PARENT, FEATURE_PLATFORM]
    assert tables[0].feature_kind.tolist()[:6] == codes


def test_a_friend_weighs_against_all_the_rest() -> None:
    assert T.scheme_friends.tolist() == [0, ONE // 4]
    assert (T.befriended, T.neighbours) == (1, 0)
    alone, _ = compiled(wide(ALONE))
    assert (alone[0].befriended, alone[0].neighbours, alone[0].coupling) == (0, 0, COUPLED_NOT)
    friends = {key: value for key, value in ALONE.items() if "friends" not in key}
    assert compiled(wide(friends))[0][0].coupling == COUPLED_COMMUNITY


def test_a_friend_in_one_phase_is_a_friend_in_all() -> None:
    (first, second), _ = compiled(wide(ALONE), wide({key: ALONE[key] for key in ("feeds.platform.false reports",)}))
    assert (first.befriended, second.befriended) == (1, 1)
    assert (first.scheme_friends.tolist(), second.scheme_friends.tolist()) == ([0, 0], [0, ONE // 4])
    assert first.coupling == COUPLED_COMMUNITY


def test_features_that_nobody_knows_are_refused() -> None:
    regime = wide()
    private = regime.schemes["private"]
    for feature, said in (("zodiac", "there are only"), ("more sneezing", "of the habit `sneezing`, which the nation")):
        dimension = private.dimensions["means"].model_copy(update={"features": (feature,)})
        changed = private.model_copy(update={"dimensions": {**private.dimensions, "means": dimension}})
        strange = regime.model_copy(update={"schemes": {**regime.schemes, "private": changed}})
        assert said in " ".join(unknown(strange, busy()))
