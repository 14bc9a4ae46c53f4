"""Files that somebody asked for are whole or not there, and what went wrong names them."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from demerit.records.disk import write_out


def test_a_file_is_written_as_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    write_out(file, "one\ntwo — 三\n")
    assert file.read_bytes() == "one\ntwo — 三\n".encode()
    write_out(file, b"\x89PNG")
    assert file.read_bytes() == b"\x89PNG"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    write_out(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text() == "new"


def test_what_is_replaced_keeps_its_rights_and_strangers_keep_their_files(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("old")
    (tmp_path / "mine").chmod(0o600)
    (tmp_path / "mine.part").write_text("somebody's")
    write_out(tmp_path / "mine", "new")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o600
    assert (tmp_path / "mine").read_text() == "new"
    assert (tmp_path / "mine.part").read_text() == "somebody's"
    plain = tmp_path / "plain"
    plain.write_text("as the system makes files")
    write_out(tmp_path / "other", "new")
    assert (tmp_path / "other").stat().st_mode == plain.stat().st_mode


def test_standard_output_that_is_a_file_is_not_replaced(tmp_path: Path) -> None:
    command = (
        "from pathlib import Path; from demerit.records.disk import write_out; write_out(Path('/dev/stdout'), 'a\\n')"
    )
    with (tmp_path / "f").open("wb") as file:
        subprocess.run([sys.executable, "-c", command], stdout=file, check=True)
        file.seek(0, os.SEEK_END)
        file.write(b"END")
    assert (tmp_path / "f").read_bytes() == b"a\nEND"


@pytest.mark.parametrize("before", [None, "what was there"])
def test_a_full_disk_leaves_what_was_there_and_says_which_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    file = tmp_path / "page.html"
    if before is not None:
        file.write_text(before)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left") as caught:
            write_out(file, "a long page")
    assert caught.value.filename == str(file)
    left = {one.name: one.read_text() for one in tmp_path.iterdir()}
    assert left == ({} if before is None else {"page.html": before})


def test_a_pipe_gets_it_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader: Any = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_out(pipe, "words")
        assert os.read(reader, 99) == b"words"
    finally:
        os.close(reader)
