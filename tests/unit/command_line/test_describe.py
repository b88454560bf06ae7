"""Text for people: what there is, what a rule or a model says, how a run ended."""

import pytest

from snn_cl.command_line.describe import accuracy_table, describe, listing
from snn_cl.errors import NotFoundError
from snn_cl.records.header import RecordHeader
from snn_cl.records.header_parts import StreamHeader
from snn_cl.records.record import Record

ROWS = [[1.0, 0.5], [0.25, 0.875]]


@pytest.fixture
def record(tmp_path):
    def record(name="run", rows=ROWS, experiences=("0 1", "2 3")):
        stream = StreamHeader(
            name="x",
            experiences=experiences,
            n_labels=2,
            n_presentations=20,
            evaluate_after=(10, 20),
            image_shape=(4, 4),
            crc32=0,
        )
        made = Record.create(tmp_path / name, RecordHeader(stream=stream))
        made.write_accuracy(
            [
                {
                    "presentations": 10 * (i + 1),
                    "trained": i,
                    "tested": j,
                    "accuracy": accuracy,
                    "silent": 0.0,
                    "n_test": 8,
                }
                for i, row in enumerate(rows)
                for j, accuracy in enumerate(row)
            ]
        )
        return made

    return record


# --- equation files


def test_a_rule_shows_title_source_and_parameters(plugins):
    lines = describe("synapses/hebbian").splitlines()
    assert lines[:5] == [
        "Hebbian growth: a weight follows how active its input was when its target fires.",
        "  Source: own",
        "",
        "[parameters]",
        "eta            = 0.5      learning rate",
    ]


def test_a_rule_may_be_given_as_a_path(plugins):
    path = plugins / "equations" / "synapses" / "hebbian.eq"
    assert describe(str(path)) == describe("synapses/hebbian")


def test_neurons_show_threshold_reset_and_ports():
    text = describe("neurons/lif")
    for section in ("[threshold]\nv >= v_threshold", "[reset]\nv = v_reset", "[ports]\nI"):
        assert section in text


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(NotFoundError) as caught:
        describe("synapses/transmision")
    assert str(caught.value) == (
        "nothing is named 'synapses/transmision'; did you mean 'synapses/transmission'?"
    )


# --- models


def test_a_model_shows_its_title_readout_and_mechanisms(plugins):
    assert describe("small").splitlines()[:2] == [
        "small: Small network: a teacher makes the right output fire, and its active inputs grow.",
        "readout most_active; mechanisms that can be dropped: hebbian",
    ]


def test_a_model_shows_the_sizes_of_its_parts(plugins):
    text = describe("small")
    assert "== population input, 16 neurons ==" in text
    assert "== projection input_output, input to output (all), 16 x 2 ==" in text
    assert "== projection teacher_output, teacher to output (one_to_one), 2 ==" in text


def test_a_model_shows_the_values_that_differ_from_the_files(plugins):
    assert "eta            = 0.6      learning rate  (0.5 in the file)" in describe("small")


def test_a_model_shows_where_its_variables_start(plugins):
    assert "initially w = 10*rand()" in describe("small")


def test_a_model_shows_the_step_that_snn_cl_adds(plugins):
    added = [line for line in describe("small").splitlines() if "w_min, w_max" in line]
    assert added[0].startswith("w = clip(w + plastic*dw, w_min, w_max)")
    assert "#" in added[0]


def test_a_model_without_docstring_is_shown(plugins, tmp_path):
    path = tmp_path / "bare.py"
    path.write_text(
        "from snn_cl.models.tacos import tacos\n\n\ndef bare():\n    return tacos(4, 2, 3)\n"
    )
    assert describe(str(path)).splitlines()[0] == f"{path}: it has no docstring"


# --- lists


def test_a_list_has_a_line_a_kind():
    lines = listing(["readouts", "encoders"]).splitlines()
    assert lines[0] == "readouts: most_active"
    assert lines[1].startswith("encoders: contrast, poisson_rate, ")
    assert len(lines) == 2


def test_a_users_own_plugins_are_listed(plugins):
    assert "small" in [line.partition(":")[0] for line in listing(["models"]).splitlines()]


def test_an_unknown_kind_suggests_the_nearest():
    with pytest.raises(NotFoundError, match="no kind 'metric'; did you mean 'metrics'?"):
        listing(["metric"])


# --- accuracies


def cells(text: str) -> list[list[str]]:
    rows = [line for line in text.splitlines() if line[:1] in "│┃"]
    return [[cell.strip() for cell in row.strip("│┃").replace("┃", "│").split("│")] for row in rows]


def test_the_table_holds_every_accuracy_in_percent_and_the_mean(record):
    text = accuracy_table(record())
    assert text.splitlines()[0].endswith("run: accuracy [%] on each experience")
    assert cells(text) == [
        ["presentations", "0 1", "2 3", "mean"],
        ["10", "100.0", "50.0", "75.0"],
        ["20", "25.0", "87.5", "56.2"],
    ]


def test_before_the_first_evaluation_the_table_is_empty(record):
    assert cells(accuracy_table(record(rows=[]))) == [["presentations", "0 1", "2 3", "mean"]]


def test_brackets_in_names_are_no_markup(record):
    text = accuracy_table(record("[red]run[/blue]", experiences=("[b]", "[/b]")))
    assert text.splitlines()[0].endswith("[red]run[/blue]: accuracy [%] on each experience")
    assert cells(text)[0] == ["presentations", "[b]", "[/b]", "mean"]


def test_ten_experiences_fit(record):
    names = tuple(f"{k}" for k in range(10))
    text = accuracy_table(record(rows=[[0.5] * 10], experiences=names))
    assert cells(text)[1] == ["10", *["50.0"] * 10, "50.0"]
