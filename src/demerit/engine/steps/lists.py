"""Lists: from a ground to a case, from a case to an entry, and off the list again."""

from __future__ import annotations

from demerit.engine.layout import (
    CASE,
    EVENT_ENTRY,
    EVENT_NOTICE,
    EVENT_REMOVAL,
    EVER,
    GONE,
    GRADE,
    KNOWS,
    LAPSE,
    NEVER,
    PAID,
    ROW_AUX,
    ROW_CLOCK,
    ROW_DAY,
    ROW_ENTERED,
    ROW_FLAGS,
    ROW_KIND,
    ROW_LINE,
    ROW_NEXT,
    ROW_VALUE,
    ROW_WHAT,
    TRUE,
    UNABLE,
    WAITING,
    WRONG_PERSON,
)
from demerit.engine.steps.account import count, note
from demerit.engine.steps.gates import refresh_attempts
from demerit.engine.steps.luck import OTHERS, PERFORMS, bounded, later, next_after, quantile
from demerit.engine.steps.news import consents, tell_others
from demerit.engine.steps.notice import is_served, may_contest
from demerit.engine.steps.rows import close_row, find_kept, find_row, open_row, place_of_row
from demerit.engine.steps.standing import has_what_it_takes, home_of, is_listed, is_struck_out, takes_part
from demerit.nations.draws import draw, high
from demerit.nations.people import age_of, is_able, place_of, willingness
from demerit.tables.codes import EXIT_CORRECTION
from demerit.tables.counters import (
    COUNT_WRONG_PERSON,
    DAYS,
    ENTRIES,
    EXCEPTED,
    EXTENDED,
    FIRST_EXIT,
    IN_FORCE,
    KEPT_OFF,
    LEFT,
    NOTICED,
    REMOVAL_DAYS,
    REMOVED_AFTER_PAYING,
    STALE,
    SUBJECTS,
    UNAWARE_DAYS,
    WRONGFUL,
    WRONGFUL_DAYS,
)
from demerit.tables.layout import EFFECT_POINTS
from demerit.tables.luck import LUCK_EXCEPTED, LUCK_EXTENDED, LUCK_JUDGED


def on_its_way(T, S, i: int, community: int, which: int) -> bool:
    """Whether the person has an entry on the list, or one being decided."""
    row = int(S.head[i])
    while row > 0:
        at = place_of_row(S, community, row)
        case = S.rows[at + ROW_KIND] == CASE and S.rows[at + ROW_WHAT] == which
        if case and int(S.rows[at + ROW_FLAGS]) & GONE == 0:
            return True
        row = int(S.rows[at + ROW_NEXT])
    return False


def may_be_listed(T, S, A, i: int, community: int, key: int, group: int, ground: int, day: int) -> bool:
    """Whether the office may list the person on a ground: a subject, not excepted, not entered too soon again."""
    which = T.ground_list[ground]
    if T.list_age[which] > 0 and age_of(T.people, key, S.first + i) < T.list_age[which]:
        return False
    if T.list_places[which] > 0 and (T.list_places[which] >> home_of(T, S, i, community)) & 1 == 0:
        return False
    if not has_what_it_takes(T, key, S.first + i, T.list_having[which]):
        return False
    if T.list_once[which] > 0 and on_its_way(T, S, i, community, which):
        return False
    excepted = T.ground_excepted[ground]
    if excepted > 0 and high(draw(key, T.list_luck[which] + LUCK_EXCEPTED, day + 1)) < excepted:
        count(T, A, day, community, group, T.list_more[which] + EXCEPTED, 1)
        return False
    if T.list_relisting[which] > 0:
        ever = find_row(S, i, community, EVER, which)
        left = int(S.rows[ever + ROW_ENTERED]) - 1 if ever >= 0 else -1
        if left >= 0 and day < left + T.list_relisting[which]:
            count(T, A, day, community, group, T.list_more[which] + KEPT_OFF, 1)
            return False
    return True


def term_of(T, S, key: int, at: int) -> int:
    """Days for which the entry at place `at` lasts, its extension included; 0 where it has no term."""
    term = T.ground_term[int(S.rows[at + ROW_AUX])]
    which = int(S.rows[at + ROW_WHAT])
    if term > 0 and T.list_extended[which] > 0:
        entered = int(S.rows[at + ROW_ENTERED])
        if high(draw(key, T.list_luck[which] + LUCK_EXTENDED, entered + 1)) < T.list_extended[which]:
            return later(term, T.list_extension[which])
    return term


def file_case(
    T, S, A, i: int, community: int, key: int, group: int, ground: int, feed: int, day: int, flags: int, cause: int
) -> None:
    """A ground has come to the office's knowledge: screens out whom it may not list, and sets the day of decision."""
    which = T.ground_list[ground]
    if not may_be_listed(T, S, A, i, community, key, group, ground, day):
        return
    if T.ground_able[ground] > 0 and not is_able(T.people, key):
        if high(draw(key, T.list_luck[which] + LUCK_JUDGED, day + 1)) >= T.ground_misjudged[ground]:
            return
        flags = flags | UNABLE
    decision = later(day, T.list_after[which])
    queue = T.list_queue[which]
    if queue >= 0:
        slot = queue * T.places + place_of(T.people, S.first // 1024 + community)
        A.flows[T.feeds + slot] += 1
        decision = later(decision, A.climate[T.feeds + slot])
    if T.list_notice[which] == 1 and is_served(T, key, which, day):
        flags = flags | KNOWS
        cause = note(S, A, i, community, day, EVENT_NOTICE, which, ground, -1, 1, TRUE | KNOWS, cause)
        if decision < later(day, T.list_grace[which]):
            decision = later(day, T.list_grace[which])
    at = open_row(S, i, community, CASE, which, decision, ground, flags | WAITING, cause, feed)
    S.rows[at + ROW_ENTERED] = decision
    if decision == day:
        enter(T, S, A, i, community, key, group, at, day)
    elif flags & KNOWS > 0 and may_perform(T, ground, flags):
        performance = next_performance(T, key, S.first + i, day)
        if performance < decision:
            S.rows[at + ROW_DAY] = performance


def may_perform(T, ground: int, flags: int) -> bool:
    """Whether there is a duty to perform: the ground knows of one, and it is this person's."""
    return T.ground_pays[ground] >= 0 and flags & TRUE > 0 and flags & WRONG_PERSON == 0


def next_performance(T, key: int, person: int, day: int) -> int:
    """First day after `day` on which the person might perform a duty, at the rate that responses may raise it to."""
    inverse = T.performs[0] if is_able(T.people, key) else T.performs[1]
    if T.performs_habit >= 0 and inverse > 0:
        inverse = (inverse * T.habits[T.performs_habit + quantile(willingness(T.people, key))]) >> 16
    return next_after(T, key, PERFORMS, bounded(inverse), day)


def enter(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int) -> None:
    """The entry is in force from today: counted, told or not, passed on, felt at gates.

    For a twin, the first mark or entry on a black list is struck out, and this may be it.
    """
    which = int(S.rows[at + ROW_WHAT])
    if T.list_black[which] > 0 and is_struck_out(S, i):
        close_row(S, i, community, at)
        return
    ground = int(S.rows[at + ROW_AUX])
    flags = int(S.rows[at + ROW_FLAGS]) & ~WAITING
    base = T.list_counter[which]
    count_in_place(T, S, A, i, community, which, 1)
    count(T, A, day, community, group, base + ENTRIES, 1)
    count(T, A, day, community, group, base + IN_FORCE, 1)
    if find_row(S, i, community, EVER, which) < 0:
        open_row(S, i, community, EVER, which, NEVER, 0, 0, 0, 0)
        count(T, A, day, community, group, base + SUBJECTS, 1)
    if flags & (WRONG_PERSON | UNABLE) > 0 or flags & TRUE == 0:
        count(T, A, day, community, group, base + WRONGFUL, 1)
    if flags & WRONG_PERSON > 0:
        count(T, A, day, community, group, base + COUNT_WRONG_PERSON, 1)
    right = (flags & (WRONG_PERSON | UNABLE)) | (TRUE if flags & TRUE > 0 and flags & UNABLE == 0 else 0)
    cause = int(S.rows[at + ROW_LINE])
    served = flags & KNOWS == 0 and T.list_notice[which] >= 2 and is_served(T, key, which, day)
    if served:
        flags = flags | KNOWS
    feed = int(S.rows[at + ROW_VALUE])
    line = note(S, A, i, community, day, EVENT_ENTRY, which, ground, feed, 0, right | (flags & KNOWS), cause)
    S.rows[at + ROW_LINE] = line
    S.rows[at + ROW_ENTERED] = day
    S.rows[at + ROW_VALUE] = 0
    if served:
        note(S, A, i, community, day, EVENT_NOTICE, which, ground, -1, 1, TRUE | KNOWS, line)
    S.rows[at + ROW_FLAGS] = flags
    if term_of(T, S, key, at) > T.ground_term[ground]:
        count(T, A, day, community, group, T.list_more[which] + EXTENDED, 1)
    if flags & KNOWS > 0:
        count(T, A, day, community, group, base + NOTICED, 1)
        may_contest(T, S, key, at, day)
    tell_others(T, S, i, community, key, T.news_entry[which], day, right, line)
    if T.list_measured[which] > 0:
        refresh_attempts(T, S, i, community, key, group, day)
    schedule(T, S, i, key, at, day - 1)


def schedule(T, S, i: int, key: int, at: int, day: int) -> None:
    """Sets the day of the next thing after `day` that can happen to an entry in force."""
    ground = int(S.rows[at + ROW_AUX])
    soonest = NEVER
    if T.ground_term[ground] > 0:
        soonest = later(int(S.rows[at + ROW_ENTERED]), term_of(T, S, key, at))
    if int(S.rows[at + ROW_CLOCK]) > day and S.rows[at + ROW_CLOCK] < soonest:
        soonest = int(S.rows[at + ROW_CLOCK])
    if may_perform(T, ground, int(S.rows[at + ROW_FLAGS])):
        performance = next_performance(T, key, S.first + i, day)
        soonest = performance if performance < soonest else soonest
    if T.ground_others[ground] > 0:
        other = next_after(T, key, OTHERS, T.others_inverse, day)
        soonest = other if other < soonest else soonest
    S.rows[at + ROW_DAY] = soonest


def remove(T, S, A, i: int, community: int, key: int, group: int, at: int, day: int, leave: int, cause: int) -> None:
    """The name comes down."""
    which = int(S.rows[at + ROW_WHAT])
    flags = int(S.rows[at + ROW_FLAGS])
    base = T.list_counter[which]
    count(T, A, day, community, group, base + IN_FORCE, -1)
    count(T, A, day, community, group, base + LEFT, 1)
    count(T, A, day, community, group, base + FIRST_EXIT + leave, 1)
    tally_days(T, S, A, i, community, group, at, day, day)
    if flags & PAID > 0:
        count(T, A, day, community, group, base + REMOVED_AFTER_PAYING, 1)
        count(T, A, day, community, group, base + REMOVAL_DAYS, day - int(S.rows[at + ROW_VALUE]))
    line = note(S, A, i, community, day, EVENT_REMOVAL, which, leave, -1, day - int(S.rows[at + ROW_ENTERED]), 1, cause)
    tell_others(T, S, i, community, key, T.news_removal[which], day, TRUE, line)
    if leave == EXIT_CORRECTION:
        correct_copies(T, S, A, i, community, key, group, which, day, line)
    if T.list_relisting[which] > 0 and leave == T.list_relisting_exit[which]:
        S.rows[find_row(S, i, community, EVER, which) + ROW_ENTERED] = day + 1
    if T.list_copies[which] > 0:
        S.rows[at + ROW_FLAGS] = flags | GONE
        S.rows[at + ROW_VALUE] = day
        S.rows[at + ROW_DAY] = later(day, T.list_copies[which])
    else:
        close_row(S, i, community, at)
    count_in_place(T, S, A, i, community, which, -1)
    if T.list_measured[which] > 0:
        refresh_attempts(T, S, i, community, key, group, day)


def correct_copies(T, S, A, i: int, community: int, key: int, group: int, which: int, day: int, line: int) -> None:
    """A corrected entry: agreements pass the correction on, and copies of the entry that it does not reach go stale."""
    tell_others(T, S, i, community, key, T.news_correction[which], day, TRUE, line)
    news = T.news_entry[which]
    if news < 0:
        return
    for effect in range(T.effect_from[news], T.effect_from[news + 1]):
        scheme = T.effect_scheme[effect]
        goes_stale = T.effect_kind[effect] == EFFECT_POINTS and not is_reached(T, T.news_correction[which], scheme)
        if goes_stale and has_copy(T, S, i, community, key, news, effect):
            count(T, A, day, community, group, T.scheme_more[scheme] + STALE, 1)


def has_copy(T, S, i: int, community: int, key: int, news: int, effect: int) -> bool:
    """Whether a scheme still has the mark that the news of an entry left; one that never ends leaves no row to see."""
    scheme = T.effect_scheme[effect]
    item = T.effect_item[effect]
    if not takes_part(T, S, i, community, key, scheme) or not consents(T, key, news):
        return False
    if T.item_kept[item] == 0 and T.item_expiry[item] == 0:
        return True
    return find_kept(S, i, community, GRADE if T.item_grade[item] >= 0 else LAPSE, scheme, item) >= 0


def is_reached(T, correction: int, scheme: int) -> bool:
    """Whether the news of a correction takes a scheme's copy back."""
    if correction < 0:
        return False
    for effect in range(T.effect_from[correction], T.effect_from[correction + 1]):
        if T.effect_scheme[effect] == scheme:
            return True
    return False


def count_in_place(T, S, A, i: int, community: int, which: int, change: int) -> None:
    """For the climate: one more or one fewer of the place's people is on the list, unless another entry holds them."""
    at = T.list_shared[which]
    if at >= 0 and not is_listed(T, S, i, community, which):
        A.flows[at + place_of(T.people, S.first // 1024 + community)] += change


def tally_days(T, S, A, i: int, community: int, group: int, at: int, day: int, until: int) -> None:
    """Adds, on `day`, the days that an entry was in force before `until`: all, wrongly, unknown to the subject."""
    which = int(S.rows[at + ROW_WHAT])
    flags = int(S.rows[at + ROW_FLAGS])
    base = T.list_counter[which]
    days = until - int(S.rows[at + ROW_ENTERED])
    count(T, A, day, community, group, base + DAYS, days)
    if flags & (WRONG_PERSON | UNABLE) > 0 or flags & TRUE == 0:
        count(T, A, day, community, group, base + WRONGFUL_DAYS, days)
    if flags & KNOWS == 0:
        count(T, A, day, community, group, base + UNAWARE_DAYS, days)
