"""One process at a time writes into a folder; a lock ends with its process."""

import os
import subprocess
import sys

import pytest

from snn_cl.errors import RunError
from snn_cl.folder_lock import LOCK, hold, is_held

HOLD = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from snn_cl.folder_lock import hold\n"
    "lock = hold(Path(sys.argv[1]))\n"
    "print('held', flush=True)\n"
    "time.sleep(60)\n"
)


@pytest.fixture
def other(tmp_path):
    """Another process that holds the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_folder_that_another_process_holds_is_refused(other, tmp_path):
    with pytest.raises(RunError) as caught:
        hold(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: is being run by process {other.pid}; wait for its end, or give another folder"
    )
    assert is_held(tmp_path)


def test_a_process_that_is_killed_leaves_no_lock(other, tmp_path):
    other.kill()
    other.wait()
    assert not is_held(tmp_path)
    assert hold(tmp_path).held


def test_a_folder_is_held_once_in_a_process_too(tmp_path):
    lock = hold(tmp_path)
    with pytest.raises(RunError, match="is being run by this process; wait for its end"):
        hold(tmp_path)
    lock.release()
    assert hold(tmp_path).held


def test_a_lock_that_is_forgotten_is_released(tmp_path):
    hold(tmp_path)
    assert not is_held(tmp_path)


def test_asking_leaves_no_trace(tmp_path):
    assert not is_held(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_locks_place_is_not_followed(tmp_path):
    (tmp_path / LOCK).symlink_to(tmp_path / "precious")
    with pytest.raises(RunError) as caught:
        hold(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: cannot be written: Too many levels of symbolic links; give another --out"
    )
    assert not (tmp_path / "precious").exists()


def test_a_pipe_in_the_locks_place_is_refused(tmp_path):
    os.mkfifo(tmp_path / LOCK)
    with pytest.raises(RunError, match=r"cannot be written: \.lock is no plain file"):
        hold(tmp_path)
