"""Whether the label can reach the output before it has answered, by the model's text alone."""

from dataclasses import replace

import numpy as np
import pytest

from snn_cl.find import find_function
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.resolved import resolve
from snn_cl.network.taught import answers_name, label_reaches_output
from snn_cl.simulator import Simulator

LIF = "neurons/lif"


def reaches(model: Model) -> bool:
    return label_reaches_output(resolve(model))


@pytest.mark.parametrize(
    ("name", "taught"),
    [
        ("tacos", True),  # error spikes move the weights while the image is shown
        ("competitive", False),  # links change when the presentation is over
        ("diehl_cook", False),
        ("stdp_pair", False),  # there is no teacher
        ("three_factor", False),
        ("sailnet", False),
    ],
)
def test_every_shipped_model(name, taught):
    model = find_function("models", name)(16, 2)
    assert reaches(model) is taught
    assert answers_name(resolve(model)) == ("taught_prediction" if taught else "prediction")


def network(*projections, output=LIF, extra=()) -> Model:
    return Model(
        populations=[
            Population("input", 4, "neurons/poisson_rate"),
            Population("hidden", 3, [LIF, "neurons/spike_trace"]),
            Population("output", 2, output),
            Population("teacher", 2, "neurons/poisson_teacher"),
            *extra,
        ],
        projections=[
            Projection("input", "hidden", "synapses/transmission"),
            Projection("hidden", "output", "synapses/transmission"),
            *projections,
        ],
        teacher="teacher",
    )


def test_a_teacher_that_nobody_hears_reaches_nothing():
    assert not reaches(network())


@pytest.mark.parametrize("ends", [("teacher", "output"), ("teacher", "hidden")])
def test_spikes_of_the_teacher_onto_the_way_to_the_output_reach_it(ends):
    assert reaches(network(Projection(*ends, "synapses/transmission")))


def test_a_detour_reaches_the_output_too():
    extra = [Population("relay", 1, LIF)]
    way = [Projection(*ends, "synapses/transmission") for ends in (("teacher", "relay"),)]
    assert not reaches(network(*way, extra=extra))
    way.append(Projection("relay", "output", "synapses/transmission"))
    assert reaches(network(*way, extra=extra))


@pytest.fixture
def rule(tmp_path):
    """Return a function that writes an equation file."""

    def rule(kind: str, name: str, text: str) -> str:
        path = tmp_path / kind / f"{name}.eq"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# Mine.\n# Source: own\n\n{text}")
        return str(path)

    return rule


SWITCH = "[equations]\nopen : 1\n\n[ports]\nopen\n\n"


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("[threshold]\nrand() < open\n", True),
        ("[threshold]\nrand() < 0.5\n", False),
        ("[threshold]\nrand() < 0.5\n[refractory]\nopen > 0\n", True),
        ("[threshold]\nrand() < 0.5\n[reset]\nopen = 0\n", False),
        ("[threshold]\nrand() < 0.5\n[on_presentation_end]\nopen = 0\n", False),
    ],
)
def test_a_label_counts_where_the_output_reads_it(rule, text, taught):
    output = rule("neurons", "gated", SWITCH + text)
    told = rule("synapses", "tell", "[on_pre]\nopen_post += 1\n")
    projection = Projection("teacher", "output", told, connect="one_to_one")
    model = network(projection, output=[output])
    model = replace(model, projections=(model.projections[0], projection))
    assert reaches(model) is taught


def test_an_output_that_reads_the_teacher_itself_is_told(rule):
    output = rule("neurons", "told", "[threshold]\nrand() < teacher(t, i)*dt\n")
    model = network(output=[output])
    assert reaches(replace(model, projections=model.projections[:1]))


@pytest.mark.parametrize(("section", "taught"), [("on_pre", True), ("on_presentation_end", False)])
def test_a_weight_that_the_label_moves_counts_before_the_presentation_is_over(
    rule, section, taught
):
    output = rule("neurons", "taught", "[equations]\ntaught : 1\n\n[ports]\ntaught\n")
    tell = rule("synapses", "tell", "[on_pre]\ntaught_post += 1\n")
    learn = rule(
        "synapses", "learn", f"[{section}]\nw = clip(w + plastic*taught_post, w_min, w_max)\n"
    )
    model = network(Projection("teacher", "output", tell), output=[LIF, output])
    learned = Projection("hidden", "output", ["synapses/transmission", learn])
    first, _, last = model.projections
    assert reaches(replace(model, projections=(first, learned, last))) is taught


@pytest.mark.parametrize("name", ["small", "competitive", "diehl_cook"])
def test_the_answer_depends_on_the_label_where_it_is_said_to_reach_it(name, plugins):
    model = find_function("models", name)(16, 2, *([] if name == "small" else [20]))
    simulator = Simulator(model, show=0.05, backend="numpy")
    rates = np.full((1, 16), 200.0)
    state = simulator.initial_state(0)
    counts = [
        simulator.run(rates, np.array([label]), state=state, seed=0).counts.tolist()
        for label in (0, 1)
    ]
    assert (counts[0] != counts[1]) is reaches(model)
