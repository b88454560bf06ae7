"""Files are the old or the new one at every moment, and no link leads a write elsewhere."""

import os
import threading

import pytest

from snn_cl.errors import RunError, printable
from snn_cl.files import new_folder, remove_fresh, replace_file


def test_a_file_is_replaced_and_nothing_else_left(tmp_path):
    for content in (b"old", b"new"):
        replace_file(tmp_path / "x", content)
    assert (tmp_path / "x").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_file_has_the_mode_that_the_user_wants_files_to_have(tmp_path):
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "x", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


def test_a_link_in_a_files_place_is_replaced_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "x").symlink_to(tmp_path / "precious")
    replace_file(tmp_path / "x", b"new")
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert not (tmp_path / "x").is_symlink()


def test_a_link_in_the_place_of_the_file_under_way_is_not_followed(tmp_path, monkeypatch):
    """Even if its name were guessed."""
    monkeypatch.setattr("secrets.token_hex", lambda _: "guessed")
    (tmp_path / ".guessed.new").symlink_to(tmp_path / "precious")
    with pytest.raises(RunError, match="cannot be written: File exists"):
        replace_file(tmp_path / "x", b"new")
    assert not (tmp_path / "precious").exists()


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, call):
    replace_file(tmp_path / "x", b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(RunError) as caught:
        replace_file(tmp_path / "x", b"new")
    assert str(caught.value) == (
        f"{tmp_path}: cannot be written: No space left on device; "
        "free some space, or give another --out"
    )
    assert (tmp_path / "x").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_write_that_takes_only_a_part_goes_on(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:2]))
    replace_file(tmp_path / "x", b"0123456")
    assert (tmp_path / "x").read_bytes() == b"0123456"


def test_what_a_killed_process_was_writing_goes(tmp_path):
    for name in (".0123.new", "mine.new", ".hidden"):
        (tmp_path / name).touch()
    remove_fresh(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "mine.new"]


def test_folders_asked_for_at_once_are_different_ones(tmp_path):
    together, found = threading.Barrier(8, timeout=60), []

    def ask():
        together.wait()
        found.append(new_folder(tmp_path / "runs", "x"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.name for path in found) == ["x", *(f"x_{k}" for k in range(1, 8))]
    assert all(path.is_dir() for path in found)


def test_a_long_name_is_cut(tmp_path):
    assert len(new_folder(tmp_path, "ä" * 300).name.encode()) == 200


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("two\nlines\r\tand a tab", "two\\nlines\\r\\tand a tab"),
        ("\u202eback", "\\u202eback"),
        ("half \ud800", "half \\ud800"),
        ("\x9b2J", "\\x9b2J"),
        ("µ ± 30 % of 'it' \\ \"so\"", "µ ± 30 % of 'it' \\ \"so\""),
    ],
)
def test_what_speaks_to_a_terminal_is_shown_as_what_it_is(text, shown):
    assert printable(text) == shown


def test_ends_of_lines_may_be_kept():
    assert printable("a\nb\x1b", keep="\n") == "a\nb\\x1b"
