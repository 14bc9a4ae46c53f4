"""The command line's door: which commands there are, and how a command ends, well or not.

Exit codes: 0 done, 2 the input is refused, 1 a fault of demerit, 130 stopped by Ctrl-C, 141 the reader went away.
"""

from __future__ import annotations

import os
import sys
import textwrap
import traceback
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Any, Never

import click

from demerit.cli.refusals import of_a_disk, of_usage
from demerit.errors import UserError, did_you_mean, listed

SECTIONS: dict[str, tuple[str, ...]] = {
    "Write and read regimes": ("regimes", "show", "new", "check", "schema", "difference", "nation"),
    "Run and look": (
        "run",
        "compare",
        "indicators",
        "life",
        "record",
        "twin",
        "explain",
        "chart",
        "case",
        "targets",
        "reproduce",
    ),
    "Ask what if": ("sweep", "sensitivity"),
    "Hold against the law": ("audit", "amend"),
    "Publish": ("cite",),
}
"""The commands in the order in which a newcomer meets them; each lives in the module of its name."""

NAMES = tuple(name for names in SECTIONS.values() for name in names)

_LONGEST_FAULT = 160

DONE, OURS, REFUSED, STOPPED, NO_READER = 0, 1, 2, 130, 141


class _Commands(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self) -> None:
        self._added: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._added:
            if name not in NAMES:
                raise KeyError(name)
            self._added[name] = import_module(f"demerit.cli.{name}").command
        return self._added[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*NAMES, *self._added)))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._added[name] = command

    def __delitem__(self, name: str) -> None:
        del self._added[name]


class Door(click.Group):
    """The group of all commands; says what is wrong in the words of the whole project, and ends with its exit codes."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        """Run one command line and leave with its exit code; `args` are the words after `demerit`."""
        if "_DEMERIT_COMPLETE" in os.environ:  # the shell asks for completions, which is click's own affair
            return super().main(args, prog_name or "demerit", *rest, **extra)
        sys.exit(_ended(self, list(sys.argv[1:] if args is None else args)))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name; for a word that names none, the nearest one is offered."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], NAMES) or "`demerit --help` says what each one does"
            raise UserError(f"demerit has no command `{args[0]}`", f"one of {listed(NAMES, most=len(NAMES))}", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in their sections, one line each."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                width = max(map(len, NAMES))
                formatter.write_dl([(name.ljust(width), self.commands[name].get_short_help_str(60)) for name in names])


def _ended(door: Door, words: list[str]) -> int:
    """Runs a command line; its exit code."""
    try:
        with door.make_context("demerit", words) as context:
            door.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except UserError as refused:
        return _said(str(refused), REFUSED)
    except click.ClickException as refused:
        return _said(str(of_usage(refused)), REFUSED)
    except (KeyboardInterrupt, click.Abort):
        return _said("stopped", STOPPED)
    except BrokenPipeError:
        return _no_reader()
    except OSError as error:
        refusal = of_a_disk(error)
        return _fault(error) if refusal is None else _said(str(refusal), REFUSED)
    except Exception as error:
        return _fault(error)
    return DONE


def _said(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code


def _no_reader() -> int:
    """The reader of a pipe has gone (`demerit regimes | head -1`), which is its right. Nothing more is written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return NO_READER


def _fault(error: Exception) -> int:
    """What the user never should see: a fault of demerit, owned in one line, with the way to the traceback."""
    if os.environ.get("DEMERIT_TRACEBACK", "") not in ("", "0"):
        traceback.print_exception(error)
    what = textwrap.shorten(f"{type(error).__name__}: {error}", _LONGEST_FAULT)
    return _said(f"a fault of demerit, not of yours: {what} (DEMERIT_TRACEBACK=1 shows where; please report it)", OURS)


_HELP = """A laboratory for social-credit systems, over nations of people who do not exist.

\b
  demerit run rongcheng           run a shipped regime and write its report
  demerit new my.yaml             start a regime of your own
  demerit check my.yaml           every error of a file, or what it says
"""

_EPILOG = """Exit codes: 0 done, 2 the input is refused, 1 a fault of demerit, 130 stopped by Ctrl-C.
People are synthetic, always: nothing here reads records of anybody."""


@click.group(
    cls=Door,
    commands=_Commands(),
    help=_HELP,
    epilog=_EPILOG,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="demerit", message="demerit %(version)s", help="Print the version and leave.")
@click.pass_context
def main(context: click.Context) -> None:
    """The door itself: without a command, its help."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def leave(code: int) -> Never:
    """End the command with an exit code of the table above, everything having been said."""
    raise click.exceptions.Exit(code)


if __name__ == "__main__":
    main()
