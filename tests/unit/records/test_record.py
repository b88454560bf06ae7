"""The folder of one run: written a block at a time, read back as it was, refused when damaged."""

import json
import subprocess
import sys

import numpy as np
import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import NotFoundError, RunError
from snn_cl.records.accuracy_table import matrix_of
from snn_cl.records.header import FORMAT, RecordHeader
from snn_cl.records.header_parts import StreamHeader
from snn_cl.records.record import Record

HEADER = RecordHeader(
    configuration=Configuration(seed=3),
    stream=StreamHeader(
        name="halves",
        experiences=("0 1", "2 3"),
        n_labels=2,
        n_presentations=20,
        evaluate_after=(10, 20),
        image_shape=(4, 4),
        crc32=0,
    ),
)


def row(trained: int, tested: int, accuracy: float) -> dict[str, float]:
    seen = 10 * (trained + 1)
    places = {"presentations": seen, "trained": trained, "tested": tested}
    return {**places, "accuracy": accuracy, "silent": 0.125, "n_test": 8}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "run"


@pytest.fixture
def record(folder) -> Record:
    return Record.create(folder, HEADER)


# --- the header


def test_a_record_is_opened_as_it_was_created(record, folder):
    assert Record.open(folder).header.contents == HEADER.contents


def test_folders_above_are_made(tmp_path):
    assert Record.create(tmp_path / "a" / "b", HEADER).folder.is_dir()


def test_an_empty_folder_may_be_there_already(folder):
    folder.mkdir()
    assert Record.create(folder, HEADER).folder == folder


def test_a_folder_may_be_given_as_text(folder):
    Record.create(str(folder), HEADER)
    assert Record.open(str(folder)).folder == folder


def test_a_summary_is_added_and_the_header_written_whole(record, folder):
    record.write_summary({"accuracy": 0.5})
    assert record.header.summary == {"accuracy": 0.5}
    assert Record.open(folder).header.contents == {**HEADER.contents, "summary": {"accuracy": 0.5}}
    assert not list(folder.glob("*.new"))


def test_a_folder_with_another_run_is_refused(record, folder):
    with pytest.raises(RunError) as caught:
        Record.create(folder, HEADER)
    assert str(caught.value) == (
        f"{folder}: holds another record; give another --out, or go on with 'snn-cl resume'"
    )


def test_a_folder_with_other_files_is_refused_and_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.tex").write_text("x")
    with pytest.raises(RunError, match="run: holds other files; give another --out"):
        Record.create(folder, HEADER)
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]


def test_a_missing_record_is_named(folder):
    with pytest.raises(NotFoundError) as caught:
        Record.open(folder)
    assert str(caught.value) == f"{folder}: is no run; expected a folder with a record.json"


def test_a_record_of_a_newer_version_is_refused(record, folder):
    (folder / "record.json").write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(RunError) as caught:
        Record.open(folder)
    assert str(caught.value) == (
        f"{folder}/record.json: has format 3, this snn_cl reads up to 2; install a newer snn_cl"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"format": 1, "stre', "Unterminated string starting at: line 1 column 15 (char 14)"),
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b"{}", "has no 'format'"),
        (b"\xff\xfe", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
)
def test_a_damaged_header_is_one_line(record, folder, content, reason):
    (folder / "record.json").write_bytes(content)
    with pytest.raises(RunError) as caught:
        Record.open(folder)
    assert str(caught.value) == (
        f"{folder}/record.json: is damaged and cannot be read ({reason}); "
        "restore it, or start a new run"
    )


# --- arrays


def test_an_array_is_filled_a_block_at_a_time(record):
    record.declare("traces/a_b.w", (5, 2), "float64", ("presentation", "element"))
    record.fill("traces/a_b.w", 0, np.ones((3, 2)))
    record.fill("traces/a_b.w", 3, np.full((2, 2), 2.0))
    expected = [[1, 1], [1, 1], [1, 1], [2, 2], [2, 2]]
    assert record.arrays("traces")["a_b.w"].values.tolist() == expected


def test_what_is_not_filled_yet_is_nan_or_minus_one(record):
    record.declare("traces/x.v", (2, 1), "float64", ("presentation", "element"))
    record.declare("stream/label", (2,), "int32", ("presentation",))
    assert np.isnan(record.arrays("traces")["x.v"].values).all()
    assert record.arrays("stream")["label"].values.tolist() == [-1, -1]


def test_writing_a_region_twice_is_writing_it_once(record):
    record.declare("stream/label", (4,), "int32", ("presentation",))
    for values in ([0, 1, 0, 1], [0, 1]):
        record.fill("stream/label", 4 - len(values), np.array(values))
    assert record.arrays("stream")["label"].values.tolist() == [0, 1, 0, 1]


def test_axes_have_names_and_units_are_attributes(record):
    names = ("snapshot", "pre", "post")
    record.declare("snapshots/a_b.w", (3, 2, 4), "float32", names, units="mV")
    array = record.arrays("snapshots")["a_b.w"]
    assert array.dims == names
    assert array.attrs == {"units": "mV"}
    assert array.dtype == np.float32


def test_a_small_array_is_put_whole(record):
    values = np.array([[1, 2, 3], [4, 5, 6]])
    record.put("spikes/0_input", values, ("spike", "column"))
    assert np.array_equal(record.arrays("spikes")["0_input"].values, values)


def test_an_array_without_elements_can_be_put(record):
    record.put("spikes/0_input", np.zeros((0, 3), np.int64), ("spike", "column"))
    assert record.arrays("spikes")["0_input"].shape == (0, 3)


def test_a_group_that_was_not_recorded_is_empty(record):
    assert record.arrays("traces") == {}


def test_arrays_that_are_gone_are_one_line(record, folder):
    (folder / "arrays.zarr" / "zarr.json").unlink()
    with pytest.raises(RunError) as caught:
        record.arrays("traces")
    assert str(caught.value).startswith(f"{folder}/arrays.zarr: is damaged and cannot be read (")
    assert "\n" not in str(caught.value)


# --- accuracy


def test_accuracies_come_back_as_they_were_written(record):
    rows = [row(0, 0, 0.1 + 0.2), row(0, 1, 1 / 3), row(1, 0, 0.0)]
    record.write_accuracy(rows)
    assert record.accuracy_rows() == rows


def test_the_accuracy_file_has_one_row_a_measurement(record, folder):
    record.write_accuracy([row(0, 1, 0.5)])
    assert (folder / "accuracy.csv").read_text() == (
        "presentations,trained,tested,accuracy,silent,n_test\n10,0,1,0.5,0.125,8\n"
    )


def test_before_the_first_evaluation_there_are_no_accuracies(record):
    assert record.accuracy_rows() == []
    assert record.accuracy_matrix().shape == (0, 2)


def test_the_accuracy_matrix_has_a_row_an_evaluation(record):
    rows = [row(i, j, 0.1 * (2 * i + j)) for i in range(2) for j in range(2)]
    record.write_accuracy(rows)
    assert np.array_equal(record.accuracy_matrix(), [[0, 0.1], [0.2, 0.1 * 3]])


def test_what_was_not_measured_is_nan():
    matrix = matrix_of([row(0, 0, 0.5), row(2, 1, 0.25)], 2)
    hole = np.nan
    assert np.array_equal(matrix, [[0.5, hole], [hole, hole], [hole, 0.25]], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("presentations,trained\n10,0\n", "has no 'tested'"),
        (
            "presentations,trained,tested,accuracy,silent,n_test\n10,0,0,half,0,8\n",
            "could not convert string to float: 'half'",
        ),
        (
            "presentations,trained,tested,accuracy,silent,n_test\n10,0,0,nan,0,8\n",
            "the accuracy of 0, 0 is nan",
        ),
        (
            "presentations,trained,tested,accuracy,silent,n_test\n10,0,0,1.5,0,8\n",
            "the accuracy of 0, 0 is 1.5",
        ),
        (
            "presentations,trained,tested,accuracy,silent,n_test\n10,0,7,0.5,0,8\n",
            "no evaluation 0, 7",
        ),
        ("x" * 200_000, "field larger than field limit (131072)"),
    ],
)
def test_a_damaged_accuracy_file_is_one_line(record, folder, text, reason):
    (folder / "accuracy.csv").write_text(text)
    with pytest.raises(RunError) as caught:
        record.accuracy_rows()
    assert str(caught.value) == (
        f"{folder}/accuracy.csv: is damaged and cannot be read ({reason}); "
        "restore it, or start a new run"
    )


# --- places that cannot be written


def test_a_folder_under_a_file_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunError) as caught:
        Record.create(tmp_path / "file" / "run", HEADER)
    assert str(caught.value) == (
        f"{tmp_path}/file/run: cannot be written: Not a directory; "
        "a file is where a folder must be; give another --out"
    )


def test_a_file_in_the_folders_place_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunError, match="file: cannot be written: File exists; a file is where"):
        Record.create(tmp_path / "file", HEADER)


def test_a_disk_that_is_full_is_one_line_and_leaves_what_was_there(record, folder):
    """The limit on a file's size stands in for a full disk: both end a write half way."""
    code = (
        "import resource, signal, sys\n"
        "from snn_cl.records.record import Record\n"
        "record = Record.open(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "try:\n"
        "    record.write_summary({'run': 'x' * 10_000})\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        f"RunError {folder}: cannot be written: File too large; "
        "free some space, or give another --out\n"
    )
    assert Record.open(folder).header.contents == HEADER.contents


def test_a_disk_that_fills_up_while_arrays_are_written_is_one_line(record, folder, monkeypatch):
    record.declare("stream/label", (2,), "int32", ("presentation",))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zarr.Array.__setitem__", full)
    with pytest.raises(RunError) as caught:
        record.fill("stream/label", 0, np.zeros(2, int))
    assert str(caught.value) == (
        f"{folder}: cannot be written: No space left on device; "
        "free some space, or give another --out"
    )
