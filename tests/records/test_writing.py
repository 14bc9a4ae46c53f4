"""Files are whole or not there; checkpoints come back as they were; what came after one is gone."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from demerit.engine.chunk import new_chunk
from demerit.engine.plan import Totals
from demerit.errors import UserError
from demerit.records import checkpoint
from demerit.records.disk import room_for, whole, write_json
from demerit.records.from_engine import discard_after, levels
from demerit.records.order import Job, Order, work_out


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    with whole(tmp_path / "a.txt") as part:
        part.write_text("one")
        assert not (tmp_path / "a.txt").exists()
    with pytest.raises(TypeError), whole(tmp_path / "a.txt") as part:
        part.write_bytes("no bytes")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "one"
    write_json(tmp_path / "b.json", {"ß": [1, 2]})
    assert (tmp_path / "b.json").read_text("utf-8") == '{"ß": [1, 2]}'


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "full"), RuntimeError("IO Error: No space left on device")],
)
def test_a_full_disk_is_a_users_matter(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="the disk is full"), room_for(tmp_path):
        raise error


def test_other_errors_are_not(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room_for(tmp_path):
        raise PermissionError(errno.EACCES, "no")


@pytest.fixture(scope="module")
def job() -> Job:
    return work_out(Order("rongcheng", people=5_000, days=20, chunk=2048, threads=2))


def filled(job: Job) -> Totals:
    """Totals with numbers everywhere."""
    totals = Totals.empty(job.plan)
    luck = np.random.default_rng(1)
    for name in ("series", "clusters", "blocks", "people_of_blocks", "state_print", "lines_print"):
        array = getattr(totals, name)
        array[...] = luck.integers(-9, 10**6, array.shape)
    totals.lines, totals.chunks_done, totals.tick_done, totals.backlog = 12, 3, 2, [5, 1 << 60]
    totals.climates = [np.arange(4), np.arange(4) * 3]
    totals.states = [
        new_chunk(job.plan.tables, first, people, np.ones(2, np.uint8)[: -(-people // 1024)], True)
        for first, people in job.plan.chunks()
    ]
    for state in totals.states:
        state.columns[:] = luck.integers(-99, 99, len(state.columns))
    return totals


def test_a_checkpoint_comes_back_as_it_was(job: Job, tmp_path: Path) -> None:
    totals = filled(job)
    for number in (1, 2):
        checkpoint.save(tmp_path, number, job.plan, totals, parts=number + 3)
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-000002"]
    found = checkpoint.last(tmp_path, job.plan)
    assert found is not None
    assert (found.number, found.parts) == (2, 5)
    for name, value in vars(totals).items():
        again = getattr(found.totals, name)
        if name == "states":
            assert all(
                np.array_equal(a.columns, b.columns) and np.array_equal(a.header, b.header)
                for a, b in zip(value, again, strict=True)
            )
        else:
            assert np.array_equal(value, again), name


def test_half_a_checkpoint_does_not_count(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint.save(tmp_path, 1, job.plan, filled(job), parts=1)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="full"):
        checkpoint.save(tmp_path, 2, job.plan, filled(job), parts=2)
    (tmp_path / "checkpoint-000003.part").mkdir()
    found = checkpoint.last(tmp_path, job.plan)
    assert found is not None
    assert found.number == 1
    checkpoint.clear(tmp_path)
    assert not list(tmp_path.iterdir())


def test_parts_after_a_checkpoint_go(tmp_path: Path) -> None:
    for name in ("part-000000.parquet", "part-000001.parquet", "part-000001.parquet.part", "part-000002.parquet"):
        (tmp_path / name).write_bytes(b"")
    discard_after(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["part-000000.parquet"]


def test_occupancies_are_added_up_and_flows_are_not(job: Job) -> None:
    names = job.names
    series = np.ones((3, len(names.counters)), np.int64)
    held = dict(zip(names.counters, levels(series, names).T.tolist(), strict=True))
    assert held["in_force.debtors"] == [1, 2, 3]
    assert held["entries.debtors"] == [1, 1, 1]
    assert series.max() == 1
