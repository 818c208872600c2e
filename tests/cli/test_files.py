from __future__ import annotations

import os

import pytest

from kpicheck.errors import UsageError
from kpicheck.files import write_atomically


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "gap.html"
    write_atomically(target, "old")
    write_atomically(target, "new\r\n可持續\n")
    assert target.read_bytes() == "new\r\n可持續\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["gap.html"]


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "gap.html"
    write_atomically(target, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "half \ud800")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["gap.html"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_modes_and_links_are_kept(tmp_path):
    target, link = tmp_path / "gap.html", tmp_path / "link.html"
    before = os.umask(0o027)
    try:
        write_atomically(target, "new")
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == 0o640
    target.chmod(0o604)
    link.symlink_to(target)
    write_atomically(link, "again")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "again"
    assert target.stat().st_mode & 0o777 == 0o604


@pytest.mark.skipif(os.name == "nt", reason="no /dev/null")
def test_a_device_is_written_to_not_replaced():
    from pathlib import Path

    write_atomically(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()


def test_a_folder_in_the_way_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomically(tmp_path, "text")
