"""A full disk is one sentence, and no file pretends to be whole."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import demerit
from demerit.records import disk

FILES = ("manifest.json", "part-000000.parquet", "clusters.parquet", "climate.json")


def everything(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("file", FILES)
def test_the_disk_fills_up_at_any_file(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk.sync

    def full(path: Path) -> None:
        if path.name == f"{file}.part":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path)

    monkeypatch.setattr(disk, "sync", full)
    folder = tmp_path / "run"
    with pytest.raises(demerit.UserError, match="the disk is full") as refused:
        demerit.run("rongcheng", people=1_500, years=0.2, out=folder)
    assert f"demerit run --resume {folder}" in str(refused.value)
    left = everything(folder)
    assert not [name for name in left if name.endswith((".part", f"/{file}"))]
    assert file not in left
    monkeypatch.undo()
    if file != "manifest.json":
        again = demerit.run("rongcheng", people=1_500, years=0.2, report=False)
        assert demerit.resume(folder).digest == again.digest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB, where this user may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    try:
        mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("only root may mount a small disk; the same is tested above by what the system would say")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    """What DuckDB says then is understood too."""
    with pytest.raises(demerit.UserError, match="the disk is full"):
        demerit.run("rongcheng", people=20_000, years=1, out=small_disk / "run")
    assert not [name for name in everything(small_disk) if name.endswith(".part")]
    with pytest.raises(demerit.UserError, match="not finished"):
        demerit.open(small_disk / "run")
