"""arrays.zarr: opened by xarray as it is, refused when a byte of it is not as it was written."""

import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray

from snn_cl.configuration import Configuration
from snn_cl.errors import DamagedError, RunError
from snn_cl.records.checkpoint import write_checkpoint
from snn_cl.records.header import RecordHeader
from snn_cl.records.record import Record
from snn_cl.training.run import finish, start
from snn_cl.training.run_arrays import keep

N = 12
GROUPS = ("stream", "traces", "snapshots", "spikes")


@pytest.fixture
def record(tmp_path) -> Record:
    """A record with an array of each kind, counted in its checkpoint."""
    record, sums = Record.create(tmp_path / "run", RecordHeader()), {}
    values = np.arange(2.0 * N).reshape(N, 2)
    record.declare("stream/label", (N,), "int32", ("presentation",))
    record.declare("traces/a.v", (N, 2), "float64", ("presentation", "a.v.element"), units="V")
    record.declare("snapshots/a_b.w", (2, 3, 4), "float32", ("snapshot", "a_pre", "b_post"))
    keep(record, sums, "stream/label", 0, np.arange(6))
    keep(record, sums, "stream/label", 6, np.arange(6))
    keep(record, sums, "traces/a.v", 0, values)
    keep(record, sums, "snapshots/a_b.w", 0, np.random.default_rng(0).random((2, 3, 4)))
    write_checkpoint(record.folder, {"sums": sums}, {})
    return record


def chunks(record) -> list:
    return [path for path in (record.folder / "arrays.zarr").rglob("c/*") if path.is_file()] + [
        path for path in (record.folder / "arrays.zarr").rglob("c/*/*") if path.is_file()
    ]


def refused(record) -> str:
    with pytest.raises(DamagedError) as caught:
        record.check_all()
    text = str(caught.value)
    assert text.startswith(f"{record.folder}/arrays.zarr: is damaged and cannot be read (")
    assert text.endswith("); restore it, or start a new run")
    assert "\n" not in text
    return text


def test_what_is_as_it_was_written_passes(record):
    record.check_all()


def test_a_flipped_bit_anywhere_in_a_chunk_is_noticed(record):
    for path in chunks(record):
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            spoilt = bytearray(content)
            spoilt[place] ^= 0x10
            path.write_bytes(spoilt)
            refused(record)
        path.write_bytes(content)
    record.check_all()


def test_a_flipped_bit_is_noticed_without_a_checkpoint_too(record):
    (record.folder / "checkpoint.npz").unlink()
    for path in chunks(record):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        refused(record)
        content[len(content) // 2] ^= 1
        path.write_bytes(content)


@pytest.mark.parametrize("length", [0, 3, -1])
def test_a_truncated_chunk_is_noticed(record, length):
    for path in chunks(record):
        content = path.read_bytes()
        path.write_bytes(content[:length])
        refused(record)
        path.write_bytes(content)


def test_a_chunk_that_is_gone_is_noticed(record):
    for path in chunks(record):
        content = path.read_bytes()
        path.unlink()
        assert "is not as the run has written it" in refused(record)
        path.write_bytes(content)


def test_an_array_that_is_gone_is_noticed(record):
    shutil.rmtree(record.folder / "arrays.zarr" / "traces" / "a.v")
    assert "'traces/a.v' lacks rows that the run has written" in refused(record)


def test_an_array_that_a_killed_process_had_begun_is_none(record, recwarn):
    (record.folder / "arrays.zarr" / "traces" / "a.w").mkdir()
    assert set(record.arrays("traces")) == {"a.v"}
    assert not recwarn.list


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shape", [3, 2]),
        ("shape", [10**12, 2]),
        ("shape", "x"),
        ("data_type", "float32"),
        ("data_type", "string"),
        ("data_type", 7),
        ("fill_value", 1),
        ("codecs", []),
        ("codecs", [{"name": "bytes"}]),
        ("codecs", [{"name": "vlen-utf8"}]),
        ("zarr_format", 2),
        ("node_type", "group"),
        ("chunk_grid", None),
        ("dimension_names", [1, 2]),
        ("attributes", []),
    ],
)
def test_changed_metadata_is_one_line_or_changes_no_number(record, name, value):
    path = record.folder / "arrays.zarr" / "traces" / "a.v" / "zarr.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    found = one_line_or(lambda: record.arrays("traces")["a.v"].values.tolist())
    assert found in (None, np.arange(2.0 * N).reshape(N, 2).tolist())


def one_line_or(read):
    try:
        return read()
    except DamagedError as error:
        if "\n" in str(error):
            raise AssertionError("more than one line") from error
    return None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"{}"])
def test_damaged_metadata_is_one_line(record, content):
    for path in (record.folder / "arrays.zarr").glob("*/**/zarr.json"):
        before = path.read_bytes()
        path.write_bytes(content)
        refused(record)
        path.write_bytes(before)


def test_an_array_of_an_older_format_is_no_way_to_a_pickle(record, tmp_path):
    class Trap:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "trapped"),)

    folder = record.folder / "arrays.zarr" / "traces" / "trap"
    folder.mkdir()
    about = {"zarr_format": 2, "shape": [1], "chunks": [1], "dtype": "|O", "order": "C"}
    about |= {"fill_value": None, "compressor": None, "filters": [{"id": "pickle", "protocol": 4}]}
    (folder / ".zarray").write_text(json.dumps(about))
    (folder / "0").write_bytes(pickle.dumps(Trap()))
    (record.folder / "arrays.zarr" / "traces" / "zarr.json").unlink()
    (record.folder / "arrays.zarr" / "traces" / ".zgroup").write_text('{"zarr_format": 2}')
    refused(record)
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize("place", ["arrays.zarr", "arrays.zarr/traces", "figures"])
def test_a_link_to_a_folder_is_refused(record, tmp_path, place):
    path = record.folder / place
    if path.exists():
        path.rename(tmp_path / "elsewhere")
    else:
        (tmp_path / "elsewhere").mkdir()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RunError) as caught:
        Record.open(record.folder)
    assert str(caught.value) == (
        f"{path}: is a link; expected a file or folder of the record; remove it, "
        "or get the record anew"
    )


@pytest.mark.parametrize("name", ["accuracy.csv", "checkpoint.npz", "arrays.zarr/zarr.json"])
def test_a_pipe_is_refused_and_never_waited_for(record, name):
    (record.folder / name).unlink(missing_ok=True)
    os.mkfifo(record.folder / name)
    with pytest.raises(RunError, match="is no file; expected a file or folder of the record"):
        Record.open(record.folder)


# --- as xarray opens it


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The arrays of a run with populations of different sizes, and the run."""
    with pytest.MonkeyPatch.context() as patch:
        plugins = str(Path(__file__).parents[2] / "plug_ins")
        patch.setenv("SNN_CL_PATH", plugins)
        traced = ("input_output.w[6:9,0:2]", "input_output.w[3,1]", "output.v[1]")
        patch.setattr("snn_cl.training.run_arrays.N_SNAPSHOTS", 2)
        run = start(
            Configuration(
                "small",
                "tiny",
                backend="numpy",
                n_train=10,
                n_test=5,
                show="10*ms",
                record=traced,
                evaluate="end",
            ),
            tmp_path_factory.mktemp("finished") / "run",
        )
        finish(run)
    return run, run.record.folder / "arrays.zarr"


def test_the_whole_store_opens_as_a_tree(finished):
    run, path = finished
    tree = xarray.open_datatree(path, engine="zarr", consolidated=False)
    assert {node.name for node in tree.leaves} == set(GROUPS)
    assert tree["stream/label"].values.tolist() == run.stream.labels.tolist()
    arrays = [array for node in tree.leaves for array in node.variables.values()]
    assert {array.attrs["units"] for array in arrays} == {"1"}  # the small model has no others


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_opens_on_its_own(finished, group):
    found = xarray.open_zarr(finished[1], group=group, consolidated=False)
    assert found.load().sizes


def test_recorded_synapses_have_the_numbers_of_their_neurons(finished):
    found = xarray.open_zarr(finished[1], group="traces", consolidated=False)
    trace = found["input_output.w"]
    assert trace.coords["input_output.w.pre"].values.tolist() == [6, 6, 7, 7, 8, 8, 3]
    assert trace.coords["input_output.w.post"].values.tolist() == [0, 1, 0, 1, 0, 1, 1]
    assert found["output.v"].coords["output.v.neuron"].values.tolist() == [1]
    final = finished[0].state["input_output.w"]
    assert trace.values[-1].tolist() == final[[6, 6, 7, 7, 8, 8, 3], [0, 1] * 3 + [1]].tolist()


def test_snapshots_have_the_axes_of_their_populations(finished):
    found = xarray.open_zarr(finished[1], group="snapshots", consolidated=False)
    assert found["input_output.w"].dims == ("snapshot", "input_pre", "output_post")
    assert found["input_output.w"].attrs["units"] == "1"
    assert found.coords["presentation"].values.tolist() == [0, 2, 4, 5, 6, 8, 10]


def test_spikes_are_tables_with_named_columns(finished):
    found = xarray.open_zarr(finished[1], group="spikes", consolidated=False)
    columns = [found[f"0_input.{name}"] for name in ("presentation", "neuron", "step")]
    assert {column.dims for column in columns} == {("0_input.spike",)}
    presentation, neuron, step = (column.values for column in columns)
    assert len(step) > 0
    assert 0 <= presentation.min() <= presentation.max() < 3
    assert 0 <= neuron.min() <= neuron.max() < 784
    assert 0 <= step.min() <= step.max() < 10


# --- a chunk at a time


@pytest.fixture
def long(tmp_path) -> Record:
    """A record with an array of three chunks, the last one short."""
    record, sums = Record.create(tmp_path / "long", RecordHeader()), {}
    record.declare("stream/label", (2500,), "int32", ("presentation",))
    for first, stop in ((0, 700), (700, 2300), (2300, 2500)):
        keep(record, sums, "stream/label", first, np.arange(first, stop))
    write_checkpoint(record.folder, {"sums": sums}, {})
    return record


def test_rows_may_end_anywhere_in_a_chunk(long):
    assert long.arrays("stream")["label"].values.tolist() == list(range(2500))


def test_a_write_that_fails_leaves_no_other_under_way(long, monkeypatch):
    """Else an old chunk could come after the new one of the run that is taken up."""
    from zarr.storage import LocalStore

    store, calls = LocalStore.set, []

    async def full(self, key, *rest):
        calls.append(key)
        if key.endswith("c/0"):
            raise OSError(28, "No space left on device")
        return await store(self, key, *rest)

    monkeypatch.setattr(LocalStore, "set", full)
    with pytest.raises(RunError, match="No space left on device"):
        long.fill("stream/label", 0, np.arange(2500))
    assert [key[-3:] for key in calls] == ["c/0"]


def test_a_file_that_goes_while_we_look_is_no_fault(record, monkeypatch):
    gone = record.folder / "arrays.zarr" / "0.123.partial"
    monkeypatch.setattr("snn_cl.records.array_store._below", lambda _: iter([gone]))
    assert Record.open(record.folder).folder == record.folder


def test_damage_in_one_of_many_chunks_is_one_line_to_its_end(long):
    """zarr's own tasks must not speak when the program ends."""
    path = long.folder / "arrays.zarr" / "stream" / "label" / "c" / "0"
    path.write_bytes(path.read_bytes()[:-1])
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from snn_cl.command_line.scripts import one_line_errors\n"
        "from snn_cl.records.record import Record\n"
        "with one_line_errors('x'):\n"
        "    Record.open(Path(sys.argv[1])).arrays('stream')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(long.folder)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"x: {long.folder}/arrays.zarr: is damaged and cannot be read (")
    assert done.stderr.count("\n") == 1
