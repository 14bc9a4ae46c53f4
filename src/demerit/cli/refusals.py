"""Wrong flags, wrong words and full disks, said in the shape in which demerit says everything that it refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

import click
from click.core import ParameterSource

from demerit.errors import UserError, did_you_mean, listed

_OF_A_DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota of disk space is used up",
    errno.EACCES: "permission denied",
    errno.EPERM: "not permitted",
    errno.EROFS: "the file system is read-only",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of the path is a file",
    errno.ENAMETOOLONG: "the name is too long",
}


def of_a_disk(error: OSError) -> UserError | None:
    """The refusal for what a disk or its owner does not allow; None for an error that no user can mend."""
    if error.errno not in _OF_A_DISK:
        return None
    where = f"{error.filename}: " if error.filename else ""
    return UserError(f"{where}{_OF_A_DISK[error.errno]}", "a place that can be written to")


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Turns whatever keeps the system from writing `target`, or something in it, into one sentence (`UserError`)."""
    try:
        yield
    except OSError as error:
        named = str(Path(error.filename).absolute()) if isinstance(error.filename, str | os.PathLike) else ""
        wanted = str(target.absolute())
        ours = error.errno == errno.ENOENT and target.is_dir()  # a file of a run folder that went missing
        if ours or not (named and (wanted.startswith(named) or named.startswith(wanted))):
            raise
        if error.errno == errno.ENOENT and not target.parent.is_dir():
            raise UserError(f"{target}: there is no folder {target.parent}", "a folder that is there") from None
        why = _OF_A_DISK.get(error.errno or 0) or _small(error.strerror or "it failed")
        raise UserError(f"{target}: it cannot be written, {why}", "a place that can be written to") from None


def writable(target: Path, not_over: Iterable[str] = ()) -> None:
    """Refuses a file that could not be written, or that is one of those read, before anything is worked out for it."""
    for read in not_over:
        if target.exists() and read and Path(read).is_file() and target.samefile(read):
            raise UserError(f"{target} is what is read, and would be lost", "another file")
        if target.exists() and read and Path(read).is_dir() and target.resolve().is_relative_to(Path(read).resolve()):
            raise UserError(f"{target} is a file of what is read, and would be lost", "another file")
    if target.is_dir():
        raise UserError(f"{target} is a folder", "a file")
    if not target.parent.is_dir():
        raise UserError(f"{target}: there is no folder {target.parent}", "a folder that is there")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise UserError(f"{target}: it cannot be written, permission denied", "a place that can be written to")


def apart(one: Path | None, other: Path | None, options: str) -> None:
    """Refuses one file for two things, of which the second would take the place of the first."""
    if one is not None and other is not None and one.resolve() == other.resolve():
        raise UserError(f"{options} both name {one}", "two files")


def of_usage(error: click.ClickException) -> UserError:
    """The refusal for a command line that click cannot read."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "demerit"
    more = f"`{path} --help` explains its options"
    match error:
        case click.NoSuchOption():
            known = sorted(_options(context))
            near = did_you_mean(error.option_name, get_close_matches(error.option_name, known, 1)) or more
            return UserError(f"`{path}` has no option `{error.option_name}`", f"one of {listed(known, 20)}", near)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else "a word"
            return UserError(f"`{path}` needs {name}", _usage(context), more)
        case click.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else ""
            return UserError(f"{name}: {_small(error.message)}" if name else _small(error.message), None, more)
        case click.FileError():
            return UserError(f"{error.ui_filename}: {_small(error.message)}", "a file that can be opened")
        case _:
            return UserError(f"{path}: {_small(error.message)}", _usage(context), more)


def only_with(allowed: frozenset[str], reason: str) -> None:
    """Refuse every parameter that was written on the command line but is none of `allowed` (their Python names)."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = parameter.name or ""
        if name not in allowed and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            off = context.params[name] is False and parameter.secondary_opts
            raise UserError(f"{(off or parameter.opts)[0]} {reason}")


def _options(context: click.Context | None) -> set[str]:
    if context is None:
        return set()
    options = context.command.get_params(context)
    return {name for one in options for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}


def _usage(context: click.Context | None) -> str | None:
    return context.get_usage().removeprefix("Usage: ") if context else None


def _small(message: str) -> str:
    """Click's sentence as ours: a small letter at its start, no full stop at its end."""
    return message[:1].lower() + message[1:].rstrip(".")
