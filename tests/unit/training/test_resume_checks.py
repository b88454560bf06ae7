"""What `resume` takes up: no Python but the user's own, no record that was tampered with."""

import copy
import io
import json
import os
import random
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from snn_cl.command_line.describe import accuracy_table
from snn_cl.configuration import Configuration
from snn_cl.errors import DamagedError, RunError, SnnClError
from snn_cl.picture_style import groups_of, title_of
from snn_cl.plotting import plot
from snn_cl.records.accuracy_table import COLUMNS
from snn_cl.records.checkpoint import read_checkpoint, read_progress, write_checkpoint
from snn_cl.records.record import Record
from snn_cl.training.resume_checks import checked_configuration, checked_progress
from snn_cl.training.run import finish, resume, start
from snn_cl.training.run_contents import stored_configuration

PLUGINS = Path(__file__).parents[2] / "plug_ins"
CONFIGURATION = Configuration(
    model="small",
    dataset="tiny",
    backend="numpy",
    n_train=10,
    n_test=5,
    block=5,
    evaluate="end",
    show="10*ms",
    record=("input_output.w[0:2,0]",),
)
NOT_AS_BEGUN = "is not the one that the run was begun with; restore it, or start a new run"


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """The folder of a finished run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SNN_CL_PATH", str(PLUGINS))
        patch.setattr("snn_cl.training.run_arrays.N_SNAPSHOTS", 1)
        folder = tmp_path_factory.mktemp("original") / "run"
        finish(start(CONFIGURATION, folder))
    return folder


@pytest.fixture
def folder(quick, original, tmp_path) -> Path:
    """A copy of it."""
    return shutil.copytree(original, tmp_path / "run")


def edit(folder: Path, **changed) -> None:
    """Change the configuration as a stranger may, who has made the checkpoint himself."""
    record = Record.open(folder)
    record.header["configuration"].update(changed)
    record.write_header()
    (folder / "checkpoint.npz").unlink()


def refused(folder: Path, **options) -> str:
    with pytest.raises(RunError) as caught:
        resume(folder, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- whose Python runs

KINDS = {"model": "models", "dataset": "datasets", "scenario": "scenarios", "encoder": "encoders"}


@pytest.fixture
def trap(tmp_path) -> Path:
    """A Python file that leaves a trace when it is imported."""
    path = tmp_path / "trap.py"
    path.write_text(f"open({str(tmp_path / 'trapped')!r}, 'w').close()\n")
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["path", "name", "up"])
def test_python_that_a_record_names_does_not_run(folder, tmp_path, trap, kind, form):
    name = {
        "path": str(trap),
        "name": str(trap.with_suffix("")),
        "up": os.path.relpath(trap.with_suffix(""), PLUGINS / KINDS[kind]),
    }[form]
    edit(folder, **{kind: name})
    assert refused(folder) == (
        f"{folder}: names '{name}', which is none of the {KINDS[kind]} in $SNN_CL_PATH or of "
        "snn_cl; its Python would run: look at it, then give --trust (trust=True)"
    )
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize("suffix", ["", ".py"])
@pytest.mark.parametrize("around", ["", "joint:of="])
def test_python_that_an_option_names_does_not_run(folder, tmp_path, trap, suffix, around):
    edit(folder, scenario=f"joint:of={around}{trap.with_suffix(suffix)}")
    with pytest.raises(SnnClError, match="joint: no scenario '|names 'joint:of=.*--trust"):
        resume(folder)
    assert not (tmp_path / "trapped").exists()


def test_python_that_the_user_trusts_runs(folder, tmp_path, trap):
    edit(folder, model=str(trap))
    with pytest.raises(SnnClError, match="has no function 'trap'"):
        resume(folder, trust=True)
    assert (tmp_path / "trapped").exists()


def test_a_run_of_python_by_its_path_goes_on_when_trusted(quick, tmp_path):
    mine = tmp_path / "mine.py"
    text = (PLUGINS / "models" / "small.py").read_text().replace("def small", "def mine")
    mine.write_text(text)
    begun = start(Configuration(**{**vars(CONFIGURATION), "model": str(mine)}), tmp_path / "run")
    begun.lock.release()
    assert "look at it, then give --trust" in refused(tmp_path / "run")
    assert resume(tmp_path / "run", trust=True).position == 0


def test_pictures_of_a_record_import_nothing_it_names(folder, tmp_path, trap):
    edit(folder, model=str(trap), dataset=str(trap), scenario=str(trap), encoder=str(trap))
    plot("accuracy_matrix", [folder])
    accuracy_table(Record.open(folder))
    assert not (tmp_path / "trapped").exists()


def test_an_equation_file_by_its_path_is_no_python(quick, tmp_path):
    rule = tmp_path / "mine.eq"
    rule.write_text((PLUGINS / "equations" / "synapses" / "hebbian.eq").read_text())
    changed = {"rule": (f"input_output=synapses/transmission,{rule}",)}
    start(Configuration(**{**vars(CONFIGURATION), **changed}), tmp_path / "run")
    assert resume(tmp_path / "run").position == 0


# --- data that moved


MOVING = """import os
from pathlib import Path

from snn_cl.errors import RunError
from snn_cl.find import find_function


def moving(root, train):
    place = Path(root or os.environ.get("SNN_CL_DATA", "nowhere"))
    if not place.is_dir():
        raise RunError(f"{place}: no such folder")
    return find_function("datasets", "tiny")(None, train)
"""


@pytest.fixture
def moved(quick, tmp_path, monkeypatch):
    """A run whose folder of data is 'new' now; returns its record's folder."""
    monkeypatch.delenv("SNN_CL_DATA", raising=False)
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "moving.py").write_text(MOVING)
    monkeypatch.setenv("SNN_CL_PATH", f"{tmp_path}{os.pathsep}{PLUGINS}")
    (tmp_path / "old").mkdir()
    changed = {"dataset": "moving", "data_root": str(tmp_path / "old")}
    start(Configuration(**{**vars(CONFIGURATION), **changed}), tmp_path / "run")
    (tmp_path / "old").rename(tmp_path / "new")
    return tmp_path / "run"


def test_data_that_moved_is_found_where_the_user_says(moved, tmp_path):
    assert refused(moved) == f"{tmp_path}/old: no such folder"
    assert resume(moved, data_root=tmp_path / "new").position == 0


def test_data_that_moved_is_found_by_the_variable(moved, tmp_path, monkeypatch):
    monkeypatch.setenv("SNN_CL_DATA", str(tmp_path / "new"))
    assert resume(moved).position == 0


def test_data_that_is_still_there_is_not_looked_for_elsewhere(moved, tmp_path, monkeypatch):
    (tmp_path / "new").rename(tmp_path / "old")
    monkeypatch.setenv("SNN_CL_DATA", str(tmp_path / "other"))
    assert resume(moved).position == 0


# --- record.json

WRONG = (
    *(None, True, -1, 2**70, 10**400, 1.5, 1e308, "", "\x1b[31m", "half \ud800", "nul \0", []),
    *({}, [[]], [None], ["x"], [-1, 10**9], {"x": 1}),
)


def places(value, above=()):
    yield above
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*above, name))
    if isinstance(value, list) and value:
        yield from places(value[0], (*above, 0))


def changed_at(header, place, value):
    if not place:
        return value
    header = copy.deepcopy(header)
    inner = header
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return header


def read_everything(folder: Path) -> None:
    """Ask all that reads a header, as far as it goes without a simulator."""
    for ask in (
        lambda record: record.check_header(),
        lambda record: checked_configuration(record, []),
        stored_configuration,
        checked_progress,
        accuracy_table,
        lambda record: groups_of([record], "x"),
        lambda record: title_of([record]),
        lambda record: record.arrays("stream"),
    ):
        try:
            ask(Record.open(folder))
        except SnnClError as error:
            if "\n" in str(error):
                raise AssertionError(f"more than one line: {error}") from error


def test_a_wrong_value_anywhere_in_the_header_is_one_line(folder):
    """Each value replaced by each wrong one, in turn (some of them, the same in every run)."""
    whole = json.loads((folder / "record.json").read_text())
    cases = [(place, value) for place in places(whole) for value in WRONG]
    for place, value in random.Random(0).sample(cases, 60):
        (folder / "record.json").write_text(json.dumps(changed_at(whole, place, value)))
        read_everything(folder)


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (("stream", "n_labels"), "2", "'stream.n_labels' is \"2\", expected a whole number"),
        (("stream", "n_labels"), 2**63, f"'stream.n_labels' is {2**63}, expected a whole number"),
        (
            ("parameters", "output.tau_m"),
            None,
            "'parameters.output.tau_m' is null, expected a fini",
        ),
        (
            ("configuration", "drop"),
            "all",
            "'configuration.drop' is \"all\", expected a list, each",
        ),
        (("configuration", "n_train"), 1.5, "is 1.5, expected a whole number below 2**63 or null"),
        (("readout",), ["x"], "'readout' is [\"x\"], expected a text"),
        (("stream",), [], "'stream' is [], expected a mapping"),
        (("model",), "half \ud800", "'model' is \"half \\ud800\", expected a text"),
    ],
)
def test_a_wrong_value_is_named(folder, place, value, line):
    whole = json.loads((folder / "record.json").read_text())
    (folder / "record.json").write_text(json.dumps(changed_at(whole, place, value)))
    assert refused(folder).startswith(f"{folder}/record.json: is damaged and cannot be read (")
    assert line in refused(folder)


@pytest.mark.parametrize(
    "content",
    [
        b'{"format": NaN}',
        b'{"format": 2, "x": Infinity}',
        b'{"format": 2, "x": 1e999}',
        b'{"format": 2, "x": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"x":' * 100_000,
        b"[]",
        b"2",
        b'"\xc3\x28"',
        b'{"format": "2"}',
    ],
)
def test_a_header_that_is_none_is_one_line(folder, content):
    (folder / "record.json").write_bytes(content)
    assert refused(folder).startswith(f"{folder}/record.json: is damaged and cannot be read (")


def test_a_giant_header_is_one_line(folder):
    with open(folder / "record.json", "wb") as file:
        file.truncate(2**40)
    assert "more than 67108864 bytes" in refused(folder)


def test_pictures_of_an_edited_record_are_refused(folder):
    record = Record.open(folder)
    record.header["configuration"]["labelled"] = 0.5
    record.write_header()
    with pytest.raises(DamagedError) as caught:
        plot("all", [folder])
    assert str(caught.value) == f"{folder}/record.json: {NOT_AS_BEGUN}"


def test_all_pictures_of_a_damaged_record_say_what_is_missing(folder):
    for path in (folder / "arrays.zarr" / "snapshots" / "input_output.w").rglob("c/0/0/0"):
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedError) as caught:
        plot("all", [folder])
    text = str(caught.value)
    assert " figures were left out, " in text
    assert f"others are in {folder}/figures: {folder}/arrays.zarr: is damaged" in text
    assert (folder / "figures" / "accuracy_matrix.png").is_file()
    assert not (folder / "figures" / "weight_histogram.png").exists()


# --- arrays


def test_a_flipped_byte_of_an_array_is_not_gone_on_with(folder):
    for path in (folder / "arrays.zarr" / "snapshots" / "input_output.w").rglob("c/0/0/0"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
    assert refused(folder).startswith(f"{folder}/arrays.zarr: is damaged and cannot be read (")


# --- a checkpoint that was forged


def forge(folder: Path, name: str, content: bytes, compression=zipfile.ZIP_STORED) -> None:
    """Replace one entry of the checkpoint, or add it."""
    path = folder / "checkpoint.npz"
    with zipfile.ZipFile(path) as file:
        entries = {entry: file.read(entry) for entry in file.namelist()}
    with zipfile.ZipFile(path, "w", compression) as file:
        for entry, old in (entries | {name: content}).items():
            file.writestr(entry, content if entry == name else old)


def npy(shape, dtype="<f8", data=b"") -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        file, {"descr": dtype, "fortran_order": False, "shape": shape}
    )
    return file.getvalue() + data


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("state/input_output.w.npy", npy((10**12,))),
        ("state/input_output.w.npy", npy((10**6, 10**6, 10**6))),
        ("state/input_output.w.npy", npy((-2, -8), data=bytes(128))),
        ("state/input_output.w.npy", npy((2, 2), data=bytes(32))),
        ("state/input_output.w.npy", npy((16, 2), "|O", bytes(256))),
        ("state/input_output.w.npy", npy((16, 2), "<c16", bytes(512))),
        ("state/input_output.w.npy", npy((16, 2), "<U2", bytes(256))),
        ("state/input_output.w.npy", b"\x93NUMPY\x09\x09"),
        ("state/input_output.w.npy", b"no array"),
        ("state/other.v.npy", npy((1,), data=bytes(8))),
        ("evil.py", b"import os"),
        ("../../evil", b"x"),
        ("progress.npy", npy((10**12,), "|u1")),
        ("progress.npy", npy((2,), "|u1", b"[]")),
        ("progress.npy", npy((2,), "|u1", b"{}")),
        ("progress.npy", npy((3,), "|u1", b"{x}")),
        ("progress.npy", npy((100_000,), "|u1", b"[" * 100_000)),
    ],
)
def test_a_forged_checkpoint_is_one_line(folder, name, content):
    forge(folder, name, content)
    assert f"{folder}/" in refused(folder)


def test_a_checkpoint_that_grows_when_unpacked_is_one_line(folder):
    content = npy((2**24,), data=bytes(2**27))
    forge(folder, "state/input_output.w.npy", content, zipfile.ZIP_DEFLATED)
    assert "it holds more than its size" in refused(folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position", -1),
        ("position", 11),
        ("position", 2.5),
        ("position", None),
        ("rows", [{}]),
        ("rows", [{"trained": 0}]),
        ("rows", [dict.fromkeys(COLUMNS, 0) | {"trained": 10**12}]),
        ("rows", [dict.fromkeys(COLUMNS, 0) | {"tested": 9}]),
        ("rows", [dict.fromkeys(COLUMNS, 0) | {"colour": 1}]),
        ("rows", "x"),
        ("seconds", {"train": "x"}),
        ("evaluated", []),
        ("sums", {"stream/label": [1]}),
        ("sums", {"stream/label": [10, 7]}),
        ("sums", {"stream/label": [10**6, 7]}),
        ("sums", []),
        ("header", "0"),
        ("lock", 7),
        ("progress", "print"),
    ],
)
def test_forged_progress_is_one_line(folder, name, value):
    _, state = read_checkpoint(folder)
    write_checkpoint(folder, read_progress(folder) | {name: value}, state)
    assert f"{folder}/" in refused(folder)


def test_a_table_of_accuracies_that_no_run_has_is_one_line(folder):
    (folder / "accuracy.csv").write_text(
        "presentations,trained,tested,accuracy,silent,n_test\n10,1000000000,0,0.5,0,8\n"
    )
    with pytest.raises(DamagedError, match="is damaged and cannot be read .no evaluation 10000000"):
        plot("accuracy_matrix", [folder])
    assert (folder / "accuracy.csv").read_text() != finish(resume(folder))  # written anew
    assert accuracy_table(Record.open(folder))


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (("stream", "n_presentations"), 0, "'stream.n_presentations' is 0, expected 1 or more"),
        (("stream", "n_labels"), -1, "'stream.n_labels' is -1, expected 1 or more"),
        (("stream", "image_shape"), [0, 28], "'stream.image_shape, 0' is 0, expected 1 or more"),
        (("stream", "evaluate_after"), [4, 2], "is [4, 2], expected rising numbers"),
        (("stream", "evaluate_after"), [2, 2**40], "expected rising numbers"),
        (("populations", "output"), -2, "'populations.output' is -2, expected 1 or more"),
        (("simulator", "dt"), 0, "'simulator.dt' is 0, expected a time"),
        (("simulator", "show_steps"), 2**40, "'simulator.show_steps' is 1099511627776, expected"),
    ],
)
def test_a_number_that_cannot_be_is_named(folder, place, value, line):
    whole = json.loads((folder / "record.json").read_text())
    (folder / "record.json").write_text(json.dumps(changed_at(whole, place, value)))
    assert line in refused(folder)
