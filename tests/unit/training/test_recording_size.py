"""What a recording takes is said before anything runs."""

import logging

import pytest

from snn_cl.errors import ModelError
from snn_cl.models.tacos import tacos
from snn_cl.network.resolved import resolve
from snn_cl.training import recording_size
from snn_cl.training.recording_size import check_recording


@pytest.fixture(scope="module")
def resolved():
    return resolve(tacos(n_input=6, n_output=2, n_hidden=4))


def said(caplog) -> list[tuple[int, str]]:
    return [(each.levelno, each.getMessage()) for each in caplog.records]


def test_the_size_on_the_disk_is_logged(resolved, caplog, tmp_path, monkeypatch):
    monkeypatch.setattr(recording_size, "_free", lambda folder: 3e9)
    with caplog.at_level(logging.INFO, "snn_cl"):
        check_recording(["hidden.v", "input_hidden.w[0,0:3]"], resolved, 1000, 500, tmp_path)
    text = "7,000 values to record take up to 56.0 kB on the disk, where 3.0 GB are free"
    assert said(caplog) == [(logging.INFO, text)]


def test_a_large_one_is_a_warning_also_where_the_folder_is_not_there_yet(
    resolved, caplog, tmp_path
):
    check_recording(["input_hidden.w"], resolved, 10_000_000, 500, tmp_path / "runs" / "one")
    [(level, text)] = said(caplog)
    assert level == logging.WARNING
    assert text.startswith("240,000,000 values to record take up to 1.9 GB on the disk, where ")


def test_nothing_to_record_says_nothing(resolved, caplog, tmp_path):
    with caplog.at_level(logging.INFO, "snn_cl"):
        check_recording([], resolved, 10**9, 500, tmp_path)
    assert said(caplog) == []


def test_a_block_that_memory_cannot_hold_is_refused(resolved, tmp_path, monkeypatch):
    monkeypatch.setattr(recording_size, "memory_of_machine", lambda: 3e9)
    check_recording(["hidden.v"], resolved, 10**9, 10**7, tmp_path)
    with pytest.raises(ModelError) as caught:
        check_recording(["input_hidden.w"], resolved, 10**9, 10**7, tmp_path)
    assert str(caught.value) == (
        "a block of 10000000 presentations has 3.8 GB to record, this machine has memory of "
        "3.0 GB: record fewer elements, or choose smaller blocks"
    )
    check_recording(["input_hidden.w"], resolved, 10**6, 10**7, tmp_path)  # the stream is shorter


@pytest.mark.parametrize("text", ["hidden.x", "hidden.v[4]"])
def test_what_is_no_variable_or_element_is_refused(resolved, tmp_path, text):
    with pytest.raises(ModelError, match="^--record hidden"):
        check_recording([text], resolved, 10, 5, tmp_path)
