"""Fit the households of the census of 2020: which ages, sexes and generations live together.

Writes `src/demerit/library/nations/households-2020.txt`: for every household size, 512 equally frequent patterns, such
that a nation of 1,024-person communities with the quotas below has the five-year bands by sex of the census (CEN7 and
copies of its tables) and every household is plausible: couples of like age, children at least sixteen years younger
than their parents, an adult of twenty or more at the head. Only the bands and the sizes are published; who lives with
whom is an assumption, kept as close to the plain prior below as the census allows (least relative entropy).

Run once by hand: `uv run python tools/fit_households.py`; the file it writes is the data, so no float decides a life.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

PATTERNS = 512
QUOTAS = {1: 99, 2: 116, 3: 82, 4: 52, 5: 24, 6: 9, 7: 7, 8: 2}
CANDIDATES = 30_000
BANDS = 21
TARGET = Path(__file__).parents[1] / "src/demerit/library/nations/households-2020.txt"

MALE = [40969331, 48017458, 45606790, 39053343, 39675995, 48162270, 63871808, 50932037, 47632694, 58191686]
MALE += [61105470, 50816026, 36871125, 36337923, 24162733]
FEMALE = [36914557, 42226598, 39649204, 33630797, 35265680, 43685062, 60273382, 48080895, 45322636, 56033201]
FEMALE += [60058826, 50584760, 36511813, 37667637, 25427303]
OVER_75 = [31238849, 20382878, 10826530, 3652749, 819812, 118866]
MALE_OVER_75 = 30009705
"""Sexes of the over-75s are published as one figure: every band gets the same split (assumption)."""

Member = tuple[int, int, str]
"""band 0 to 20, sex (0 male, 1 female), role: p parent, c child, g grandparent, o other adult"""


def census() -> NDArray[np.float64]:
    """People of a community in each (band, sex) cell, flattened: 42 numbers that sum to 1,024."""
    male_share = MALE_OVER_75 / sum(OVER_75)
    male = MALE + [n * male_share for n in OVER_75]
    female = FEMALE + [n * (1 - male_share) for n in OVER_75]
    cells = np.array([male, female], dtype=np.float64).T.ravel()
    return np.asarray(cells / cells.sum() * 1024)


def couple(luck: Random, low: int, high: int, role: str) -> list[Member]:
    """A man and a woman: he is a little older on average."""
    man = luck.randint(low, high)
    gap = luck.choices([-1, 0, 1, 2], [8, 60, 28, 4])[0]
    woman = min(max(man - gap, 4), BANDS - 1)
    return [(man, 0, role), (woman, 1, role)]


def children(luck: Random, parents: list[Member], many: int, oldest: int = 9) -> list[Member] | None:
    """`many` children of these parents, or None where those are too young, or the children too old to live at home."""
    born = []
    for _ in range(many):
        gap = luck.choices([4, 5, 6, 7, 8], [18, 40, 26, 12, 4])[0]
        band = min(band for band, _, _ in parents) - gap
        if not 0 <= band <= oldest or luck.random() < band / (oldest + 1) * 0.7:
            return None
        born.append((band, luck.randint(0, 1), "c"))
    return born


def grandparents(luck: Random, parents: list[Member], many: int) -> list[Member] | None:
    """One or both parents of one of the couple, or None where they would be older than the table."""
    band = max(band for band, _, _ in parents) + luck.choices([4, 5, 6, 7], [20, 45, 25, 10])[0]
    if band >= BANDS:
        return None
    sex = 1 if luck.random() < 0.65 else 0
    first = (band, sex, "g")
    return [first] if many == 1 else [first, (min(max(band + luck.choice([-1, 0, 0, 1]), 8), BANDS - 1), 1 - sex, "g")]


def household(luck: Random, size: int) -> list[Member] | None:
    """One candidate of this size from the prior; None where the draw made no sense."""
    if size == 1:
        return [(luck.randint(4, BANDS - 1), luck.randint(0, 1), "o")]
    kind = luck.random()
    if size == 2 and kind < 0.70:
        return couple(luck, 4, BANDS - 1, "o")
    if size == 2 and kind < 0.78:
        return [(luck.randint(4, 10), luck.randint(0, 1), "o") for _ in range(2)]
    if size < 5 and kind < 0.10 + 0.03 * (size == 3):
        return skipped_generation(luck, size)
    parents = couple(luck, 4, BANDS - 1, "p")
    if size == 2 or (size == 3 and kind < 0.18):
        parents = [luck.choice(parents)]
    return with_generations(luck, parents, size)


def skipped_generation(luck: Random, size: int) -> list[Member] | None:
    """Grandparents raising the children of absent workers."""
    elders = couple(luck, 9, 15, "g")[: 1 if size == 2 else 2]
    young: list[Member] = []
    for _ in range(size - len(elders)):
        band = min(band for band, _, _ in elders) - luck.randint(8, 11)
        if not 0 <= band <= 3:
            return None
        young.append((band, luck.randint(0, 1), "c"))
    return elders + young


def with_generations(luck: Random, parents: list[Member], size: int) -> list[Member] | None:
    """Parents, with children below them and their own parents above."""
    left = size - len(parents)
    above = min(left, luck.choices([0, 1, 2], [70, 18, 12] if size < 5 else [15, 30, 55])[0])
    below = min(left - above, luck.choices([1, 2, 3], [35, 50, 15])[0])
    elders = grandparents(luck, parents, above) if above else []
    young = children(luck, parents, below) if below else []
    if elders is None or young is None:
        return None
    if not young:
        parents = [(band, sex, "o") for band, sex, _ in parents]
    return parents + young + elders + relatives(luck, parents, left - above - below)


def relatives(luck: Random, parents: list[Member], many: int) -> list[Member]:
    """Brothers and sisters of the couple, and their wives and husbands."""
    oldest = max(band for band, _, _ in parents)
    return [(min(max(oldest + luck.randint(-2, 1), 4), BANDS - 1), luck.randint(0, 1), "o") for _ in range(many)]


def candidates(luck: Random) -> dict[int, list[list[Member]]]:
    """Draws from the prior, by size."""
    pool: dict[int, list[list[Member]]] = {}
    for size in QUOTAS:
        pool[size] = []
        while len(pool[size]) < CANDIDATES:
            drawn = household(luck, size)
            if drawn is not None:
                pool[size].append(drawn)
    return pool


def counts(households: list[list[Member]]) -> NDArray[np.float64]:
    """shape (households, 42): members in each (band, sex) cell."""
    table = np.zeros((len(households), BANDS * 2))
    for row, members in enumerate(households):
        for band, sex, _ in members:
            table[row, band * 2 + sex] += 1
    return table


def tilt(tables: dict[int, NDArray[np.float64]], target: NDArray[np.float64]) -> dict[int, NDArray[np.float64]]:
    """Weights of the candidates, by size, that meet the census and change the prior least (exponential tilting)."""

    def dual(force: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = -float(force @ target), -target.copy()
        for size, table in tables.items():
            power = table @ force
            peak = power.max()
            weight = np.exp(power - peak)
            value += QUOTAS[size] * (np.log(weight.sum()) + peak)
            slope += QUOTAS[size] * (weight @ table) / weight.sum()
        return value + 1e-6 * float(force @ force), slope + 2e-6 * force

    found = minimize(dual, np.zeros(BANDS * 2), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = {}
    for size, table in tables.items():
        power = table @ found.x
        weight = np.exp(power - power.max())
        weights[size] = weight / weight.sum()
    return weights


Tables = dict[int, NDArray[np.float64]]


def chosen(tables: Tables, weights: Tables, target: NDArray[np.float64], seed: int) -> dict[int, NDArray[np.int64]]:
    """The 512 candidates that become a size's patterns: a systematic sample, then swaps that meet the census better."""
    luck = np.random.default_rng(seed)
    picked = {
        size: np.searchsorted(np.cumsum(weight), (np.arange(PATTERNS) + 0.5) / PATTERNS).clip(0, CANDIDATES - 1)
        for size, weight in weights.items()
    }
    total = sum(QUOTAS[size] / PATTERNS * tables[size][picked[size]].sum(0) for size in QUOTAS)
    sizes = np.array(list(QUOTAS))
    # A tenth from the plain prior, for the oldest, of whom the weighted candidates have hardly any.
    mixed = {size: 0.9 * weight + 0.1 / CANDIDATES for size, weight in weights.items()}
    fresh: dict[int, NDArray[np.int64]] = {}
    for step in range(400_000):
        if step % 5_000 == 0:
            fresh = {size: luck.choice(CANDIDATES, 5_000, p=mixed[size]) for size in QUOTAS}
        size = int(sizes[luck.integers(len(sizes))])
        place, other = int(luck.integers(PATTERNS)), int(fresh[size][step % 5_000])
        moved = total + QUOTAS[size] / PATTERNS * (tables[size][other] - tables[size][picked[size][place]])
        if ((moved - target) ** 2 / target).sum() < ((total - target) ** 2 / target).sum():
            picked[size][place], total = other, moved
    for cell in np.argsort(-np.abs(total - target))[:5]:
        print("band", cell // 2 * 5, "mf"[cell % 2], "people of 1024:", target[cell], "fitted:", total[cell])
    print("sum of squares over census:", ((total - target) ** 2 / target).sum())
    return picked


def line(members: list[Member]) -> str:
    """`m45p f40p m15c`: a man of 45 to 49 and a woman of 40 to 44, parents, and their son of 15 to 19."""
    return " ".join(f"{'mf'[sex]}{band * 5}{role}" for band, sex, role in members)


def main() -> None:
    """Fit and write."""
    pool = candidates(Random(2020))
    tables = {size: counts(households) for size, households in pool.items()}
    target = census()
    picked = chosen(tables, tilt(tables, target), target, 2020)
    rows = [line(pool[size][place]) for size in QUOTAS for place in sorted(picked[size].tolist())]
    head = [
        "# Who lives together: 512 equally frequent households of each size, fitted to the census of 2020 by",
        "# tools/fit_households.py. m45p: a man of 45 to 49; p parent, c child, g grandparent, o other adult.",
    ]
    TARGET.write_text("\n".join(head + rows) + "\n")


if __name__ == "__main__":
    main()
