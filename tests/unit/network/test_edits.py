"""Changes of models: ablations, exchanged and added files, other values."""

import dataclasses
from pathlib import Path

import pytest

from snn_cl.errors import ModelError
from snn_cl.models.tacos import tacos
from snn_cl.network.edits import (
    drop,
    with_added,
    with_added_where_learnt,
    with_parameter,
    with_replaced,
    with_rule,
)
from snn_cl.network.model import Model, Population, Projection


@pytest.fixture
def model():
    return Model(
        populations=[
            Population("input", 4, "neurons/poisson_rate"),
            Population("output", 2, ["neurons/lif", "neurons/error_signal"]),
        ],
        projections=[
            Projection("input", "output", ["synapses/transmission", "synapses/error_driven"])
        ],
        mechanisms={"learning": ("synapses/error_driven",)},
    )


def test_dropping_a_mechanism_removes_its_files(model):
    assert drop(model, ["learning"]).projections[0].rule == ("synapses/transmission",)


def test_dropping_a_mechanism_removes_what_the_model_sets_of_it(model):
    changed = with_parameter(model, "input_output", "eta", "0.5")
    assert drop(changed, ["learning"]).projections[0].parameters == {}


def test_dropping_nothing_changes_nothing(model):
    assert drop(model, []) == model


def test_a_single_mechanism_or_file_may_be_given_as_a_plain_string(model):
    name = next(iter(model.mechanisms))
    assert drop(model, name) == drop(model, [name])
    changed = with_rule(model, "input_output", Path("synapses/transmission"))
    assert changed == with_rule(model, "input_output", ["synapses/transmission"])


def test_the_only_file_of_a_mechanism_may_be_given_as_a_plain_string(model):
    name, (file, *_) = next(iter(model.mechanisms.items()))
    plain = dataclasses.replace(model, mechanisms={name: file})
    assert plain.mechanisms == {name: (file,)}
    assert drop(plain, name) != plain


def test_dropping_an_unknown_mechanism_suggests_the_nearest(model):
    expected = "the model has no mechanism 'learnin' to drop; did you mean 'learning'?"
    with pytest.raises(ModelError) as caught:
        drop(model, ["learnin"])
    assert str(caught.value) == expected


def test_a_projection_that_loses_its_whole_rule_is_left_out(model):
    alone = with_rule(model, "input_output", ["synapses/error_driven"])
    assert drop(alone, ["learning"]).projections == ()


def test_a_parameter_of_one_part_can_be_changed(model):
    changed = with_parameter(model, "input_output", "eta", "0.5")
    assert changed.part("input_output").parameters == {"eta": "0.5"}
    assert model.part("input_output").parameters == {}


def test_the_neurons_of_a_population_can_be_replaced(model):
    changed = with_rule(model, "output", ["neurons/lif"])
    assert changed.population("output").neurons == ("neurons/lif",)


def test_an_unknown_part_suggests_the_nearest(model):
    with pytest.raises(ModelError, match="did you mean 'input_output'"):
        with_parameter(model, "input_outptu", "eta", "1")


# --- files exchanged and added


def stacks(model: Model, file: str) -> list[str]:
    return [part.name for part in model.projections if file in part.rule]


def test_a_mechanism_is_exchanged_in_its_place_wherever_it_is_used():
    model = with_replaced(tacos(4, 2, 3), "metaplasticity", "synapses/probabilistic_metaplasticity")
    assert stacks(model, "synapses/metaplasticity") == []
    assert stacks(model, "synapses/probabilistic_metaplasticity") == [
        "input_hidden",
        "hidden_output",
    ]
    assert model.part("input_hidden").rule[2] == "synapses/probabilistic_metaplasticity"
    assert stacks(drop(model, "metaplasticity"), "synapses/probabilistic_metaplasticity") == []


def test_what_the_model_sets_of_an_exchanged_file_is_dropped():
    assert "dm" in tacos(4, 2, 3).part("input_hidden").parameters
    model = with_replaced(tacos(4, 2, 3), "metaplasticity", "synapses/use_metaplasticity")
    assert "dm" not in model.part("input_hidden").parameters


def test_a_file_is_exchanged_by_its_own_name(tmp_path):
    mine = tmp_path / "mine.eq"
    mine.write_text(
        "# A count.\n# Source: own\n\n[equations]\nseen : 1\n\n[on_pre]\nseen = seen + plastic\n"
    )
    for name in ("heterosynaptic_decay", "synapses/heterosynaptic_decay"):
        model = with_replaced(tacos(4, 2, 3), name, mine)
        assert model.part("input_hidden").rule[-1] == str(mine)
        assert str(mine) in model.mechanisms["consolidation"]


def test_exchanging_what_no_part_uses_any_more_is_refused():
    model = drop(tacos(4, 2, 3), "metaplasticity")
    with pytest.raises(ModelError, match="no part of the model uses 'metaplasticity' \\(synapses/"):
        with_replaced(model, "metaplasticity", "synapses/probabilistic_metaplasticity")


def test_a_part_of_an_exchanged_mechanism_cannot_be_dropped_alone():
    model = with_replaced(tacos(4, 2, 3), "consolidation", "synapses/probabilistic_metaplasticity")
    assert model.mechanisms["consolidation"] == ("synapses/probabilistic_metaplasticity",)
    with pytest.raises(ModelError, match="no mechanism 'heterosynaptic_decay' to drop"):
        drop(model, "heterosynaptic_decay")
    assert stacks(drop(model, "consolidation"), "synapses/probabilistic_metaplasticity") == []


def test_a_mechanism_of_neurons_and_synapses_is_not_exchanged_as_one():
    with pytest.raises(ModelError, match="'neuromodulation' has files of neurons and of synapses"):
        with_replaced(tacos(4, 2, 3), "neuromodulation", "synapses/neuromodulation")


def test_exchanging_what_the_model_does_not_use_suggests_the_nearest():
    with pytest.raises(ModelError) as caught:
        with_replaced(tacos(4, 2, 3), "metaplastcity", "synapses/metaplasticity")
    assert str(caught.value) == (
        "the model has no mechanism or file 'metaplastcity' to replace; "
        "did you mean 'metaplasticity'?"
    )


def test_a_file_without_a_part_is_added_wherever_the_model_learns():
    before = tacos()
    learning = ("input_hidden", "hidden_output")
    expected = before
    for name in learning:
        expected = with_added(expected, name, "synapses/weight_normalisation")
    assert with_added_where_learnt(before, "synapses/weight_normalisation") == expected
    assert expected != before


def test_a_file_without_a_part_wants_a_projection_that_learns(model):
    still = drop(model, ["learning"])
    with pytest.raises(ModelError, match="^no projection of the model proposes a 'dw'; say which"):
        with_added_where_learnt(still, "synapses/weight_normalisation")


def test_a_file_is_added_at_the_end_of_a_stack(model):
    added = with_added(model, "input_output", "synapses/metaplasticity")
    assert added.part("input_output").rule == (
        *model.part("input_output").rule,
        "synapses/metaplasticity",
    )
    assert with_added(model, "output", ["neurons/spike_trace"]).part("output").neurons[-1] == (
        "neurons/spike_trace"
    )
