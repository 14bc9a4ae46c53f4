"""Files that a study is read from: shipped ones by name, or anybody's by path, with the places of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from demerit.errors import UserError, did_you_mean, listed
from demerit.regime.places import Kind, Mapping, Sheet, compose

LIBRARY = Path(__file__).parent.parent / "library"


@dataclass(frozen=True)
class Shelf:
    """One kind of files, the folder where the shipped ones lie, and what they are called when one is refused."""

    folder: Path
    command: str
    """the command that lists them, under which text that is no file is reported: `case`"""
    file: str
    """one of them, anybody's: `a case file`"""
    shipped: str
    """one of those that come with demerit: `a shipped case`"""
    unknown: str
    """how a name that none has is refused: `no case is called`"""
    clauses: str
    """what such a file begins with: clauses such as `case: the journalist`"""

    def files(self) -> list[Path]:
        """The files that come with demerit, by name."""
        return sorted(self.folder.glob("*.yaml"))

    def find(self, name_or_path: str | Path) -> Path:
        """The file of a shipped name or the path itself; raises `UserError` with the nearest names."""
        path, shipped_file = Path(name_or_path), self.folder / f"{name_or_path}.yaml"
        if isinstance(name_or_path, str) and path.name == name_or_path and shipped_file.is_file():
            return shipped_file
        if path.is_file():
            return path
        names = [file.stem for file in self.files()]
        if path.suffix or len(path.parts) > 1:
            raise UserError(f"there is no file {path}", f"{self.file}, or {self.shipped}: {listed(names)}")
        raise UserError(
            f"{self.unknown} `{name_or_path}`", f"{self.shipped} ({listed(names)}) or the path of a file",
            did_you_mean(str(name_or_path), names) or f"`demerit {self.command}` lists them",
        )  # fmt: skip

    def read(self, source: str | Path) -> tuple[Sheet, Mapping]:
        """The sheet and the tree of a path, a shipped name, or YAML text of several lines; raises `UserError`."""
        if isinstance(source, str) and "\n" in source:
            sheet = Sheet(source, self.command)
        else:
            path = self.find(source)
            try:
                sheet = Sheet(path.read_text(encoding="utf-8-sig"), str(path))
            except OSError as error:
                raise UserError(f"{path} cannot be read: {error.strerror}") from None
            except UnicodeDecodeError:
                raise UserError(f"{path}: this is not UTF-8 text", f"{self.file}, saved as UTF-8") from None
        kind = Kind(self.file.removeprefix("a "), self.clauses, f"`demerit {self.command}` lists some to learn from")
        root = compose(sheet, kind)
        if root is None:
            raise UserError(sheet.problems)
        return sheet, root
