"""The checkpoint: bit-exact, replaced as a whole, refused when damaged, never a pickle."""

import numpy as np
import pytest

from snn_cl.errors import RunError
from snn_cl.records.checkpoint import read_checkpoint, write_checkpoint

PROGRESS = {"position": 7, "rows": [{"accuracy": 0.1 + 0.2}], "seconds": {"train": 1e-9}}


@pytest.fixture
def state():
    random = np.random.default_rng(0)
    return {
        "a_b.w": random.standard_normal((3, 4)),
        "b.steps_since_spike": np.array([2**40, 3]),
        "b.count": np.array([5], np.int32),
        "b.v": np.array([np.nan, -0.0, np.inf, 5e-324]),
    }


def test_state_comes_back_to_the_bit(tmp_path, state):
    write_checkpoint(tmp_path, PROGRESS, state)
    _, found = read_checkpoint(tmp_path)
    assert list(found) == list(state)
    for key, array in state.items():
        assert found[key].dtype == array.dtype
        assert found[key].shape == array.shape
        assert found[key].tobytes() == array.tobytes(), key


def test_progress_comes_back_as_it_was(tmp_path, state):
    write_checkpoint(tmp_path, PROGRESS, state)
    assert read_checkpoint(tmp_path)[0] == PROGRESS


def test_the_newest_replaces_the_one_before(tmp_path, state):
    for position in (1, 2):
        write_checkpoint(tmp_path, {"position": position}, state)
    assert read_checkpoint(tmp_path)[0] == {"position": 2}
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.npz"]


def test_a_write_that_fails_leaves_the_one_before(tmp_path, state, monkeypatch):
    write_checkpoint(tmp_path, {"position": 1}, state)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RunError) as caught:
        write_checkpoint(tmp_path, {"position": 2}, state)
    assert str(caught.value) == (
        f"{tmp_path}: cannot be written: No space left on device; "
        "free some space, or give another --out"
    )
    assert read_checkpoint(tmp_path)[0] == {"position": 1}


def test_a_missing_checkpoint_is_named(tmp_path):
    with pytest.raises(RunError) as caught:
        read_checkpoint(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/checkpoint.npz: there is no checkpoint yet; "
        "start the run again in a new folder"
    )


@pytest.mark.parametrize("kept", [0, 1, 30, 200, -1])
def test_a_truncated_checkpoint_is_one_line(tmp_path, state, kept):
    write_checkpoint(tmp_path, PROGRESS, state)
    path = tmp_path / "checkpoint.npz"
    path.write_bytes(path.read_bytes()[:kept])
    assert_damaged(tmp_path)


def test_a_flipped_byte_in_the_middle_is_noticed(tmp_path, state):
    write_checkpoint(tmp_path, PROGRESS, state)
    path = tmp_path / "checkpoint.npz"
    content = bytearray(path.read_bytes())
    content[content.index(state["a_b.w"].tobytes()) + 5] ^= 1
    path.write_bytes(content)
    assert_damaged(tmp_path)


def test_a_checkpoint_without_progress_is_refused(tmp_path, state):
    np.savez(tmp_path / "checkpoint.npz", **state)
    assert_damaged(tmp_path)


def test_a_pickle_is_never_opened(tmp_path):
    opened = []

    class Trap:
        def __reduce__(self):
            return opened.append, (1,)

    progress = np.frombuffer(b"{}", np.uint8)
    traps = np.array([Trap()], dtype=object)
    np.savez(tmp_path / "checkpoint.npz", progress=progress, **{"state/a.v": traps})
    assert_damaged(tmp_path)
    assert opened == []


def assert_damaged(folder):
    with pytest.raises(RunError) as caught:
        read_checkpoint(folder)
    text = str(caught.value)
    assert text.startswith(f"{folder}/checkpoint.npz: is damaged and cannot be read (")
    assert text.endswith("); restore it, or start a new run")
    assert "\n" not in text
