"""Plug-ins of one's own: executed once, and wrong ones named in one line before anything runs."""

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from snn_cl.command_line.describe import describe
from snn_cl.configuration import Configuration
from snn_cl.errors import PlugInError, SnnClError
from snn_cl.find import find_function
from snn_cl.network.model import Model
from snn_cl.plotting import plot
from snn_cl.plug_in import find_plug_in
from snn_cl.training.evaluation import encoder_and_readout
from snn_cl.training.run import finish, start

TINY = Configuration(
    model="small", dataset="tiny", backend="numpy", n_train=10, n_test=10, evaluate="end"
)
IMPORTS = """\
import numpy as np
from snn_cl.stream import Dataset, Stream
from snn_cl.network.model import Model
"""


@pytest.fixture
def own(tmp_path, plugins, monkeypatch):
    """Return a function that writes a plug-in `mine` beside those of the tests."""
    monkeypatch.setenv("SNN_CL_PATH", f"{tmp_path}:{plugins}")

    def own(kind: str, text: str, name: str = "mine") -> Path:
        path = tmp_path / kind / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(IMPORTS + text)
        return path

    return own


def begin(kind: str, tmp_path: Path):
    """Start a run that uses the plug-in `mine`, as far as it goes without a simulator."""
    from snn_cl.training.from_configuration import prepare_functions, prepare_model, prepare_stream

    singular = kind.rstrip("s")
    named = {singular: "mine"} if singular in ("dataset", "scenario", "model", "encoder") else {}
    configuration = Configuration(**{**vars(TINY), **named})
    stream = prepare_stream(configuration)
    model = prepare_model(configuration, stream)
    if kind == "readouts":
        model = Model(**{**vars(model), "readout": "mine"})
    prepare_functions(model, stream, configuration)


DATASET = "expected def mine(root, train) -> Dataset"
SCENARIO = "expected def mine(train, test, seed, n_train, n_test) -> Stream"
MODEL = "expected def mine(n_input, n_output) -> Model"
ENCODER = "expected def mine(images) -> rates [Hz], an array (n, n_input)"
READOUT = "expected def mine(counts) -> predictions, an integer array (n,)"
METRIC = "expected def mine(accuracy_matrix) -> float"
WRONG = [
    ("datasets", "(root, train): return np.zeros(3), np.zeros(3)", "returned a tuple", DATASET),
    ("datasets", "(root, train): return None", "returned None", DATASET),
    ("datasets", "(): return None", "cannot be called: too many positional arguments", DATASET),
    ("scenarios", "(train, test, seed, n_train=0, n_test=0): pass", "returned None", SCENARIO),
    (
        "scenarios",
        "(train, test, seed, n_train=0, n_test=0): return train",
        "returned a Dataset",
        SCENARIO,
    ),
    (
        "scenarios",
        "(train, test, seed): pass",
        "cannot be called: got an unexpected keyword argument 'n_train'",
        SCENARIO,
    ),
    ("models", "(n_input=1, n_output=2): pass", "returned None", MODEL),
    ("models", "(n_input=1, n_output=2): return Model", "returned a type", MODEL),
    (
        "models",
        "(): pass",
        "cannot be called: got an unexpected keyword argument 'n_input'",
        MODEL,
    ),
    ("encoders", "(images): return None", "returned None for 1 images", ENCODER),
    ("encoders", "(images): return 'x'", "returned a str for 1 images", ENCODER),
    (
        "encoders",
        "(images): return [[1], [2, 3]]",
        "returned a list that is no array",
        ENCODER,
    ),
    (
        "encoders",
        "(images): return images.astype(float)",
        "returned an array of shape (1, 4, 4) and type float64 for 1 images",
        ENCODER,
    ),
    (
        "encoders",
        "(images): return np.zeros((2, 16))",
        "returned an array of shape (2, 16) and type float64 for 1 images",
        ENCODER,
    ),
    (
        "encoders",
        "(images): return np.zeros((1, 16), complex)",
        "returned an array of shape (1, 16) and type complex128 for 1 images",
        ENCODER,
    ),
    ("encoders", "(images): return [[-1.0]*16]", "returned a rate of -1 Hz", ENCODER),
    ("encoders", "(images): return [[np.nan]*16]", "returned a rate of nan Hz", ENCODER),
    ("encoders", "(images): return [[1e39]*16]", "returned a rate of 1e+39 Hz", ENCODER),
    ("encoders", "(): pass", "cannot be called: too many positional arguments", ENCODER),
    ("readouts", "(counts): return None", "returned None for 2 presentations", READOUT),
    (
        "readouts",
        "(counts): return counts.argmax(axis=1)*1.0",
        "returned an array of shape (2,) and type float64 for 2 presentations",
        READOUT,
    ),
    (
        "readouts",
        "(counts): return counts",
        "returned an array of shape (2, 2) and type int64 for 2 presentations",
        READOUT,
    ),
    ("readouts", "(counts): return np.full(2, -2)", "returned the label -2", READOUT),
    ("metrics", "(R): return 'good'", "returned a str", METRIC),
    ("metrics", "(R): return True", "returned a bool", METRIC),
    (
        "metrics",
        "(R): return R[-1]",
        "returned an array of shape (5,) and type float64",
        METRIC,
    ),
    ("metrics", "(): return 1.0", "cannot be called: too many positional arguments", METRIC),
]


@pytest.mark.parametrize(("kind", "text", "said", "expected"), WRONG)
def test_a_plug_in_that_is_not_of_its_form_is_one_line_with_its_file(
    own, tmp_path, kind, text, said, expected
):
    path = own(kind, f"def mine{text}\n")
    with pytest.raises(PlugInError) as caught:
        begin(kind, tmp_path)
    line = str(caught.value)
    assert line.startswith(f"{path}: mine {said}")
    assert line.endswith(f"; {expected}")
    assert "\n" not in line


RIGHT = [
    ("encoders", "(images): return images.reshape(len(images), -1).tolist()"),
    ("encoders", "(images): return images.reshape(len(images), -1)"),
    ("readouts", "(counts): return counts.argmax(axis=1).tolist()"),
    ("readouts", "(counts): return counts.argmax(axis=1).astype(np.uint8)"),
    ("metrics", "(R): return R[-1].max()"),
    ("metrics", "(R): return np.array(0.5)"),
    ("metrics", "(R): return 1"),
    ("metrics", "(R): return None"),
    ("metrics", "(R): return np.nan"),
    ("metrics", "(R): return np.float32(np.inf)"),
    ("metrics", "(R, course): return course.seen[-1]"),
]


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_lists_and_numbers_of_any_kind_are_right(own, tmp_path, kind, text):
    own(kind, f"def mine{text}\n")
    begin(kind, tmp_path)


@pytest.mark.parametrize("kind", ["datasets", "scenarios", "models", "encoders", "metrics"])
@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        ("def mine(*a, **k):\n    return 1 + 'x'\n", 5, "TypeError: unsupported operand type(s)"),
        ("def mine(*a, **k):\n    return {}['x']\n", 5, "KeyError: 'x'"),
        ("import no_such_module\n", 4, "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def mine(:\n", 4, "SyntaxError: "),
    ],
)
def test_a_plug_in_that_fails_is_one_line_with_its_place(own, tmp_path, kind, body, place, said):
    path = own(kind, body)
    with pytest.raises(PlugInError) as caught:
        begin(kind, tmp_path)
    assert str(caught.value).startswith(f"{path}:{place}: {said}")
    assert str(caught.value).endswith("; mend it")
    assert "\n" not in str(caught.value)


def test_a_place_is_found_below_a_relative_folder(own, tmp_path, monkeypatch):
    path = own("encoders", "def mine(images):\n    return 1/0\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SNN_CL_PATH", ".")
    with pytest.raises(PlugInError, match="^encoders/mine.py:5: ZeroDivisionError: "):
        find_plug_in("encoders", "mine")(None)
    assert path.is_file()


def test_a_shipped_plug_in_that_fails_is_a_bug_of_ours():
    with pytest.raises(AttributeError):
        find_plug_in("scenarios", "split_domain")(None, None, 0)


def test_an_error_that_a_plug_in_raises_for_its_user_stays_as_it_is(own, tmp_path):
    text = "from snn_cl.errors import StreamError\ndef mine(root, train): raise StreamError('no')\n"
    own("datasets", text)
    with pytest.raises(SnnClError, match="^no$"):
        begin("datasets", tmp_path)


def test_a_model_whose_sizes_have_no_usual_value_is_shown(own):
    own(
        "models",
        "from snn_cl.find import find_function\n"
        "def mine(n_input, n_output):\n"
        "    '''Mine.'''\n"
        "    return find_function('models', 'small')(n_input, n_output)\n",
    )
    assert describe("mine").startswith("mine: Mine.")


# --- a whole run with plug-ins of one's own

COUNT = "from pathlib import Path\nwith open({path!r}, 'a') as file: file.write('{kind} ')\n"


@pytest.fixture
def counted(own, tmp_path):
    """Plug-ins of every kind that write down each time they are executed."""
    bodies = {
        "datasets": "from snn_cl.find import find_function\n"
        "def mine(root, train): return find_function('datasets', 'tiny')(root, train)\n",
        "scenarios": "from snn_cl.scenarios.split_domain import split_domain as mine\n",
        "models": "from snn_cl.find import find_function\n"
        "from dataclasses import replace\n"
        "def mine(n_input, n_output):\n"
        "    model = find_function('models', 'small')(n_input, n_output)\n"
        "    return replace(model, encoder='mine', readout='mine')\n",
        "encoders": "def mine(images): return images.reshape(len(images), -1)\n",
        "readouts": "def mine(counts): return np.zeros(len(counts), int)\n",
        "metrics": "def mine(R): return 7*len(R)\n",
    }
    log = tmp_path / "executed"
    for kind, body in bodies.items():
        own(kind, COUNT.format(path=str(log), kind=kind) + body)
    return log


def test_a_run_executes_each_plug_in_once_and_computes_its_metric(counted, quick, tmp_path):
    configuration = Configuration(
        model="mine", dataset="mine", scenario="mine", backend="numpy", n_train=5, n_test=5
    )
    summary = finish(start(configuration, tmp_path / "run"))
    assert summary["mine"] == 35.0
    assert sorted(counted.read_text().split()) == [
        "datasets",
        "encoders",
        "metrics",
        "models",
        "readouts",
        "scenarios",
    ]
    from snn_cl.command_line.describe import accuracy_table
    from snn_cl.records.record import Record

    table = accuracy_table(Record.open(tmp_path / "run"))
    assert re.search(r"^mine +35$", table, re.M)
    assert re.search(r"^forgetting +\S+$", table, re.M)


def test_a_plug_in_that_was_changed_since_is_executed_again(own):
    own("metrics", "def mine(R): return 1\n")
    assert find_function("metrics", "mine")(0) == 1
    own("metrics", "def mine(R): return 12\n")
    assert find_function("metrics", "mine")(0) == 12


def test_a_plug_in_may_hold_a_dataclass_of_written_types(own):
    text = (
        "from dataclasses import dataclass\n"
        "@dataclass\nclass Sum:\n    of: 'int | None' = None\n"
        "def mine(R): return 1.0\n"
    )
    own("metrics", text)
    assert find_function("metrics", "mine")(0) == 1.0


def test_a_metric_may_not_be_called_as_something_else_of_the_summary(own, tmp_path):
    path = own("metrics", "def seed(R): return 1.0\n", "seed")
    with pytest.raises(PlugInError) as caught:
        begin("metrics", tmp_path)
    assert str(caught.value) == (
        f"{path}: a summary holds something else as 'seed'; rename the metric"
    )


@pytest.mark.parametrize("part", ["training", "test"])
def test_an_image_that_cannot_be_encoded_is_found_before_anything_runs(own, tmp_path, part):
    which = "shape[0] > 1" if part == "training" else "shape[0] == 2"
    text = (
        "rates = images.reshape(len(images), -1)*1.0\n"
        f"    rates[-1] /= 0.0 if images.{which} else 1"
    )
    path = own("encoders", f"def mine(images):\n    {text}\n    return rates\n")
    with np.errstate(all="ignore"), pytest.raises(PlugInError) as caught:
        begin("encoders", tmp_path)
    assert str(caught.value).startswith(f"{path}: mine returned a rate of ")


def test_an_answer_of_the_encoder_is_checked_at_every_call(own):
    own("encoders", "def mine(images): return [[0.0]*16]*len(images) if len(images) < 3 else 1\n")
    model = find_function("models", "small")(16, 2)
    encode, _ = encoder_and_readout(Model(**{**vars(model), "encoder": "mine"}))
    assert encode(np.zeros((2, 4, 4), np.uint8)).shape == (2, 16)
    with pytest.raises(PlugInError, match="returned an int for 3 images"):
        encode(np.zeros((3, 4, 4), np.uint8))


def test_a_figure_that_is_none_is_said_and_never_left_out(own, quick, tmp_path, monkeypatch):
    run = tmp_path / "run"
    start(TINY, run)
    monkeypatch.setattr("snn_cl.plotting.names", lambda kind: ["mine"])
    for text in ("(records): return None", "(): pass", "(records): 1/0"):
        path = own("figures", f"def mine{text}\n")
        for figure in ("mine", "all"):
            with pytest.raises(PlugInError) as caught:
                plot(figure, run)
            assert str(caught.value).startswith(str(path))


def test_plot_takes_one_run_and_a_figure_as_text_or_path(quick, tmp_path):
    run = tmp_path / "run"
    start(dataclasses.replace(TINY, record="input_output.w[0,0]"), run)
    figure = Path("weight_histogram")
    assert plot(figure, str(run)) == plot("weight_histogram", [run])
