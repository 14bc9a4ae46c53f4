"""Files that are whole or not there: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.records.layout import PART, RESUME

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM_SAID = ("No space left", "Disk quota exceeded")
"""how DuckDB passes on what the system told it"""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when all went well, else nothing remains."""
    part = path.with_name(path.name + PART)
    try:
        yield part
        sync(part)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_out(path: Path, content: str | bytes) -> None:
    """A file that somebody asked for, whole or not at all; what it replaces keeps its rights.

    Into a pipe, a device, or a folder that takes no new files, it is written as it comes. Lines end in one character on
    every system. Raises OSError, which names the file.
    """
    content = content.encode() if isinstance(content, str) else content
    target = path.resolve()
    try:
        if _as_it_comes(path, target):
            path.write_bytes(content)
            return
        part = target.with_name(f".{target.name[:99]}-{secrets.token_hex(4)}{PART}")
        try:
            with part.open("xb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:  # a full disk does not say which file it was, and a part of a file says nothing
        error.filename = str(path)
        raise


def _as_it_comes(path: Path, target: Path) -> bool:
    """Whether a file cannot be put in the place of another."""
    special = path.is_relative_to("/dev") or (target.exists() and not target.is_file())
    return special or (target.exists() and not os.access(target.parent, os.W_OK))


def write_json(path: Path, value: Any, indent: int | None = None) -> None:
    """A JSON file, whole or not at all."""
    with whole(path) as part:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")


def refuse_no_place(folder: Path) -> None:
    """Raises `UserError` where a folder could not be made, or written to, before a run takes its time."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    expected = "a place that can be written to"
    if not there.is_dir():
        raise UserError(f"{folder}: it cannot be written, {there} is no folder", expected)
    if not os.access(there, os.W_OK | os.X_OK):
        raise UserError(f"{folder}: it cannot be written, permission denied in {there}", expected)


@contextmanager
def room_for(folder: Path) -> Iterator[None]:
    """Turns a full disk, whoever runs into it, into one sentence (`UserError`)."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        if not is_full_disk(error):
            raise
        raise UserError(
            f"{folder}: the disk is full",
            "room for the records of the run",
            f"make room; `{RESUME.format(folder=folder)}` then goes on from the last checkpoint",
        ) from error


def is_full_disk(error: Exception) -> bool:
    """Whether an error, of Python or of DuckDB, says that the disk has no room left."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return any(said in str(error) for said in _NO_ROOM_SAID)
