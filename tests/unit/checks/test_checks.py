"""Every mistake is answered in one line that says where, what is wrong and what to do.

`equations/invalid/x.eq` holds a mistake, `equations/valid/x.eq` the same file without it, and
`equations/messages.txt` what is said of it.
"""

from pathlib import Path

import pytest
from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.stateupdaters.base import StateUpdateMethod

from snn_cl.checks import check_file, check_model, check_rule, file_warnings
from snn_cl.checks.lines import METHODS, OTHER_METHODS
from snn_cl.checks.reserved import MORE_FUNCTIONS, reserved_message
from snn_cl.errors import EquationFileError, ModelError, NotFoundError
from snn_cl.language.equation_file import parse_equation_file
from snn_cl.language.rule import read_rule, stack
from snn_cl.models.tacos import tacos
from snn_cl.network.model import Model, Population, Projection

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parents[2] / "equations"
MESSAGES = (HERE / "messages.txt").read_text().splitlines()


def twins(side: str) -> set[str]:
    return {path.relative_to(HERE / side).as_posix() for path in (HERE / side).rglob("*.eq")}


def test_each_mistake_has_a_twin_and_a_message():
    assert twins("invalid") == twins("valid") == {line.split(":")[0] for line in MESSAGES}
    assert len(MESSAGES) == len(twins("invalid"))


def said_of(side: str, name: str) -> list[str]:
    return [str(error).replace(f"{ROOT}/", "") for error in check_file(str(HERE / side / name))]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_mistake_is_named_and_its_twin_is_fine(message):
    name = message.split(":")[0]
    assert said_of("invalid", name) == [f"tests/equations/invalid/{message}"]
    assert said_of("valid", name) == []


# --- names that are Brian2's


def test_every_method_is_one_of_brian2(brian2_is_known):
    assert set(METHODS) <= set(StateUpdateMethod.stateupdaters)
    if brian2_is_known:
        known = {*METHODS, *OTHER_METHODS}
        assert known == set(StateUpdateMethod.stateupdaters)


def test_no_function_of_brian2_can_be_a_name(brian2_is_known):
    assert set(MORE_FUNCTIONS) <= set(DEFAULT_FUNCTIONS)
    for name in DEFAULT_FUNCTIONS if brian2_is_known else ():
        assert "cannot be a name" in reserved_message(name, "neurons"), name


# --- one file


HEADER = "# A synapse.\n# Source: own\n# Stack: onto neurons/lif\n"


@pytest.fixture
def check(tmp_path):
    """Check a text as an equation file; messages come without the folder."""

    def run(text: str, name: str = "synapses/x.eq", also: tuple[str, ...] = ()) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return [str(error).replace(f"{path.parent}/", "") for error in check_file(str(path), also)]

    return run


def test_all_errors_of_a_file_come_in_line_order(check):
    text = HEADER + "[equations]\nw : vollt\nspeed : 1\n[on_pre]\nI_post += sped\nspeeed = 1 +\n"
    assert check(text) == [
        "x.eq:5:5: no unit 'vollt'; did you mean 'volt'?",
        "x.eq:8:11: 'sped' is not defined; did you mean 'speed'?",
        "x.eq:9:1: 'speeed' is assigned but not defined; did you mean 'speed'?",
        "x.eq:9:10: '1 +' is not an expression; look near '1 +'",
    ]


def test_what_a_reader_misses_is_a_warning_and_hides_no_error(tmp_path):
    path = tmp_path / "x.eq"
    path.write_text("# A neuron.\n[parameters]\ntau = 10*ms\n[equations]\ndv/dt = -uu/tau : 1\n")
    assert [str(warning) for warning in file_warnings(str(path))] == [
        f"{path}:1:1: warning: no '# Source:' line in the header; name the paper with its doi, "
        "or write '# Source: own'",
        f"{path}:3:1: warning: parameter 'tau' has no meaning; "
        "add a comment, as in 'tau = 10*ms  # what it is'",
    ]
    assert [str(error) for error in check_file(str(path))] == [
        f"{path}:5:10: 'uu' is not defined; declare it in [equations] or [parameters]"
    ]


def test_errors_of_header_and_lines_come_together(check):
    assert check("# Source: own\n[on_pre]\nI_post += ww\n[on_past]\nw = 1\n") == [
        "x.eq:1:1: the file has no title; start it with a comment that says in one sentence what "
        "it does",
        "x.eq:3:11: 'ww' is not defined; did you mean 'w'?",
        "x.eq:4:1: a synapse file has no section [on_past]; did you mean 'on_post'?",
    ]


def test_two_mistakes_in_one_expression_are_both_named(check):
    assert check(HEADER + "[on_pre]\nw = aa + bb\n") == [
        "x.eq:5:5: 'aa' is not defined; declare it in [equations] or [parameters]",
        "x.eq:5:10: 'bb' is not defined; declare it in [equations] or [parameters]",
    ]


def test_a_name_whose_own_line_is_wrong_is_not_reported_again(check):
    text = HEADER + "[parameters]\neta = 1 ms # rate\n[on_pre]\nw = w + eta\n"
    assert check(text) == ["x.eq:5:7: '1 ms' lacks an operator; write '1*ms'"]


def test_a_mechanism_may_use_the_weight_in_any_unit(check):
    text = (
        HEADER + "[parameters]\ng = 1*nS # step\n[on_pre]\nw = clip(w + plastic*g, w_min, w_max)\n"
    )
    assert check(text) == []


def test_a_mechanism_uses_the_weight_in_one_unit(check):
    text = HEADER + "[parameters]\ng = 1*nS # step\n[on_pre]\nw = w + exp(w) + g\n"
    assert check(text) == [
        "x.eq:7:5: 'w + exp(w)' has no unit, but 'g' is in S; what is added must have one unit; "
        "multiply or divide one of the two"
    ]


def test_neurons_of_the_user_are_known_when_given(check, tmp_path):
    neuron = tmp_path / "my_neuron.eq"
    neuron.write_text(
        "# N.\n# Source: own\n[equations]\ng_e : siemens\n[ports]\ng_e\n[threshold]\ng_e > 1*nS\n"
    )
    text = "# S.\n# Source: own\n[equations]\nw : siemens\n[on_pre]\ng_e_post += w\n"
    assert check(text, also=(str(neuron),)) == []
    assert (
        "'g_e_post' means 'g_e' of the target neuron, but no neuron file has it" in check(text)[0]
    )


def test_neurons_of_the_users_folder_are_known(check, tmp_path, monkeypatch):
    folder = tmp_path / "mine" / "equations" / "neurons"
    folder.mkdir(parents=True)
    (folder / "cell.eq").write_text(
        "# N.\n# Source: own\n[equations]\ng_e : siemens\n[ports]\ng_e\n"
    )
    monkeypatch.setenv("SNN_CL_PATH", str(tmp_path / "mine"))
    text = "# S.\n# Source: own\n# Stack: onto neurons/cell\n[on_pre]\ng_e_post += 1*nS\n"
    assert check(text) == []


def test_the_unit_of_a_neurons_variable_is_known(check):
    assert check(HEADER + "[on_pre]\nI_post += 1*nA\n") == [
        "x.eq:5:11: '1*nA' is in A, but is added to 'I_post', which has no unit; "
        "mend the right side, or the unit of 'I_post'"
    ]


def test_a_neuron_file_knows_the_files_it_is_stacked_on(check):
    text = "# N.\n# Source: own\n# Stack: after neurons/lif\n[every dt]\nv = clip(v, 0, {})\n"
    assert check(text.format("v_threshold"), "neurons/x.eq") == []
    assert check(text.format("v_treshold"), "neurons/x.eq") == [
        "x.eq:5:16: 'v_treshold' is not defined; did you mean 'v_threshold'?"
    ]


def test_a_second_threshold_in_a_stack_names_both_places(check):
    text = "# N.\n# Source: own\n# Stack: after neurons/lif\n[threshold]\nv > 2\n"
    found = check(text, "neurons/x.eq")
    assert found[0].replace(f"{ROOT}/", "") == (
        "x.eq:5:1: [threshold] is given here and in equations/neurons/lif.eq:21:1; "
        "keep one of the two"
    )


def test_a_file_that_does_not_exist():
    with pytest.raises(NotFoundError, match="did you mean 'synapses/transmission'"):
        check_file("synapses/transmision")


def test_a_file_that_is_no_text(tmp_path):
    path = tmp_path / "x.eq"
    path.write_bytes(b"\xff\xfe\x00")
    assert "x.eq: cannot be read as UTF-8 text" in str(check_file(str(path))[0])


# --- peers.md, section 7: what each tool says about a mistake

RULE = """# Pair-based plasticity.
# Source: own
# Stack: onto neurons/lif

[parameters]
tau_x   = {tau}   # time constant of the trace
eta     = 0.01    # learning rate

[equations]
w : {unit}
dpre_trace/dt = {ode}

[on_pre]
I_post += w
pre_trace += 1

[on_post]
{target} = clip({change}, w_min, w_max)
"""
RIGHT = {
    "tau": "20*ms",
    "unit": "1",
    "ode": "-pre_trace/tau_x : 1 (event-driven)",
    "target": "w",
    "change": "w + plastic*eta*pre_trace",
}


def test_the_rule_of_the_table_is_fine(check):
    assert check(RULE.format(**RIGHT)) == []


@pytest.mark.parametrize(
    ("row", "mistake", "message"),
    [
        (
            "unknown name in rule",
            {"change": "w + plastic*eta*pre_trac"},
            "x.eq:18:26: 'pre_trac' is not defined; did you mean 'pre_trace'?",
        ),
        (
            "typo on the left",
            {"target": "ww"},
            "x.eq:18:1: 'ww' is assigned but not defined; did you mean 'w'?",
        ),
        (
            "wrong dimension in a trace ODE, tau forgotten",
            {"ode": "-pre_trace : 1 (event-driven)"},
            "x.eq:11:17: dpre_trace/dt has unit 1 (no unit) but must have 1/s; a division by a "
            "time constant is missing: write '-pre_trace/tau_x'",
        ),
        (
            "wrong dimension in a trace ODE, tau in mV",
            {"tau": "20*mV"},
            "x.eq:11:17: dpre_trace/dt has unit 1/V but must have 1/s; "
            "'tau_x' is in V, but must be a time, such as 15*ms",
        ),
        (
            "unknown unit of a variable",
            {"unit": "vollt"},
            "x.eq:10:5: no unit 'vollt'; did you mean 'volt'?",
        ),
        (
            "unknown unit of a parameter",
            {"tau": "20*mss"},
            "x.eq:6:14: 'mss' is neither a unit nor a known name; did you mean 'ms'?",
        ),
        (
            "missing bracket",
            {"ode": "-(pre_trace/tau_x : 1 (event-driven)"},
            "x.eq:11:18: '(' is never closed; add ')'",
        ),
        (
            "power written as ^",
            {"change": "w + plastic*eta*pre_trace^2"},
            "x.eq:18:35: '^' is not a power here; write '**'",
        ),
        (
            "missing unit",
            {"ode": "-pre_trace/tau_x"},
            "x.eq:11:1: 'dpre_trace/dt = -pre_trace/tau_x' has no unit; add ' : unit' at its "
            "end, such as ' : 1' for a plain number or ' : volt'",
        ),
    ],
)
def test_mistake_of_the_peers_table(check, row, mistake, message):
    assert check(RULE.format(**(RIGHT | mistake))) == [message]


# --- a stack of files


NEURONS = ("neurons/lif", "neurons/spike_trace", "neurons/error_signal")
SYNAPSES = ("synapses/transmission", "synapses/error_driven", "synapses/metaplasticity")


LEARNED = """# A weight that a rule writes itself.
# Source: own
# Stack: onto neurons/lif

[parameters]
eta   = 0.01  # learning rate
w_min = 0     # lower bound
w_max = 1     # upper bound

[equations]
w    : 1
kept : 1

"""


def texts(errors) -> list[str]:
    return [str(error).replace(f"{ROOT}/", "") for error in errors]


def test_a_stack_that_fits():
    neurons = read_rule(NEURONS)
    assert check_rule(neurons) == []
    assert check_rule(read_rule(SYNAPSES), pre=neurons, post=neurons) == []


def test_a_stack_without_known_neurons_may_meet_any():
    assert check_rule(read_rule(SYNAPSES)) == []


def test_a_stack_that_scales_dw_but_never_sets_it():
    rule = read_rule(("synapses/transmission", "synapses/metaplasticity"))
    assert texts(check_rule(rule)) == [
        "equations/synapses/metaplasticity.eq:16:1: 'dw' is used before anything sets it; put a "
        "file or a line that says 'dw = ...' first, or leave this one out"
    ]


def test_a_stack_that_scales_dw_before_it_is_set():
    rule = read_rule(("synapses/transmission", "synapses/metaplasticity", "synapses/error_driven"))
    assert [error.place.line for error in check_rule(rule)] == [16]


def test_a_stack_that_proposes_dw_without_a_weight():
    assert texts(check_rule(read_rule(("synapses/error_driven",)))) == [
        "equations/synapses/error_driven.eq:9:1: 'dw' is assigned, but nothing declares "
        "w and w_min and w_max; snn_cl adds 'w = clip(w + plastic*dw, w_min, w_max)': "
        "declare what is missing, or stack synapses/transmission"
    ]


def test_a_name_of_a_file_that_is_not_in_the_stack():
    rule = read_rule(("synapses/transmission", "synapses/heterosynaptic_decay"))
    assert texts(check_rule(rule)) == [
        "equations/synapses/heterosynaptic_decay.eq:11:22: 'w_ref' is not defined; "
        "synapses/anchor_at_event or synapses/consolidation or synapses/double_well_consolidation "
        "or synapses/three_factor defines it: stack one of them too, or declare it here"
    ]


def test_a_variable_that_the_target_lacks():
    rule, lif = read_rule(SYNAPSES), read_rule(("neurons/lif",))
    assert texts(check_rule(rule, pre=read_rule(NEURONS), post=lif)) == [
        "equations/synapses/error_driven.eq:9:11: 'error_post' is not defined: the target "
        "neurons/lif has no 'error'; neurons/error_signal has it: add that file to the population",
        "equations/synapses/metaplasticity.eq:19:55: 'trace_post' is not defined: the target "
        "neurons/lif has no 'trace'; neurons/arrived_nearest_trace or neurons/arrived_trace or "
        "neurons/lasting_trace or neurons/nearest_trace or neurons/spike_trace has it: add that "
        "file to the population",
    ]


def file(text: str, kind: str = "synapses"):
    return parse_equation_file(f"# F.\n# Source: own\n{text}", Path(f"{kind}/f.eq"))


CELL = stack(
    [
        file(
            "[equations]\ng_e : siemens\nk : 1\n[threshold]\nk > 1\n[reset]\nk = 0\n[ports]\nk\n",
            "neurons",
        )
    ]
)


def test_a_port_that_the_target_lacks():
    rule = stack([file("[equations]\nw : siemens\n[on_pre]\ng_e_post += w\n")])
    lif = read_rule(("neurons/lif",))
    assert texts(check_rule(rule, pre=lif, post=lif)) == [
        "synapses/f.eq:6:1: 'g_e_post' is added to, but the target neurons/lif has only the port "
        "I; add to a port, or list 'g_e' under [ports] of the neuron"
    ]
    assert texts(check_rule(rule, pre=lif, post=CELL)) == [
        "synapses/f.eq:6:1: 'g_e_post' is added to, but the target neurons/f.eq has only the port "
        "k; add to a port, or list 'g_e' under [ports] of the neuron"
    ]


def test_units_are_those_of_the_given_target():
    rule = stack([file("[equations]\nw : siemens\n[on_pre]\nk_post += w\n")])
    assert texts(check_rule(rule, post=CELL)) == [
        "synapses/f.eq:6:11: 'w' is in S, but is added to 'k_post', which has no unit; "
        "mend the right side, or the unit of 'k_post'"
    ]


def test_a_name_that_the_source_has_too():
    rule = stack([file("[equations]\nw : 1\ntrace : 1\n[on_pre]\nk_post += w\n")])
    found = check_rule(rule, pre=read_rule(NEURONS), post=CELL)
    assert texts(found) == [
        "synapses/f.eq:5:1: 'trace' is a name of neurons/spike_trace too, and Brian2 tells the two "
        "apart by their ends only; call it 'syn_trace' here"
    ]


def test_an_event_of_neurons_that_never_spike():
    silent = stack([file("[equations]\nk : 1\n[ports]\nk\n", "neurons")])
    rule = stack([file("[equations]\nw : 1\n[on_pre]\nk_post += w\n")])
    assert texts(check_rule(rule, pre=silent, post=silent)) == [
        "synapses/f.eq:5:1: [on_pre] never happens: neurons/f.eq has no [threshold]; "
        "join spiking neurons, or remove this section"
    ]


def test_a_mechanism_alone_is_no_neuron():
    assert texts(check_rule(read_rule(("neurons/spike_trace",)))) == [
        "equations/neurons/spike_trace.eq:12:1: [reset] without [threshold] never happens; "
        "add [threshold] or, if another file has it, a '# Stack: with ...' line"
    ]


# --- a model


def model(**changes) -> Model:
    """Two populations and one projection; `changes` go into the projection."""
    projection = {"pre": "a", "post": "b", "rule": SYNAPSES} | changes
    return Model(
        [Population("a", 3, NEURONS), Population("b", 2, NEURONS)],
        [Projection(**projection)],
        input="a",
        output="b",
    )


def test_models_that_fit():
    check_model(tacos())
    check_model(model(parameters={"eta": "0.02"}, initial={"w": "2*rand() - 1", "m": "0"}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"parameters": {"etaa": "0.02"}},
            "no parameter 'etaa' in a_b; did you mean 'eta'?",
        ),
        (
            {"parameters": {"m": "0.02"}},
            "no parameter 'm' in a_b; it is a variable: give it under 'initial'",
        ),
        (
            {"parameters": {"eta": "0.02*mV"}},
            "a_b.eta=0.02*mV is in V, but the file's '0.01' has no unit; "
            "write it in the file's unit",
        ),
        (
            {"parameters": {"eta": "0.02*mss"}},
            "a_b.eta=0.02*mss: 'mss' is neither a unit nor a known name; did you mean 'ms'?",
        ),
        (
            {"initial": {"ww": "1"}},
            "a_b, initial 'ww': 'ww' is not defined; did you mean 'w'?",
        ),
        (
            {"initial": {"eta": "1"}},
            "a_b, initial 'eta': 'eta' is no variable, so it has no starting value; "
            "give its value under [parameters]",
        ),
        (
            {"initial": {"w": "rand()*mV"}},
            "a_b, initial 'w': 'rand()*mV' is in V, but is assigned to 'w', which has no unit; "
            "mend the right side, or the unit of 'w'",
        ),
        (
            {"rule": "neurons/lif"},
            "projection a_b: neurons/lif holds neurons; a projection takes synapses",
        ),
    ],
)
def test_a_model_that_does_not_fit(changes, message):
    with pytest.raises(ModelError) as caught:
        check_model(model(**changes))
    assert str(caught.value) == message


def test_a_model_with_a_population_of_synapses():
    wrong = Model([Population("a", 3, "synapses/transmission")], [], input="a", output="a")
    with pytest.raises(ModelError, match="population a: .* a population takes neurons"):
        check_model(wrong)


def test_a_model_whose_rule_is_wrong():
    with pytest.raises(EquationFileError, match="'dw' is used before anything sets it"):
        check_model(model(rule=("synapses/transmission", "synapses/metaplasticity")))


def test_only_the_input_reads_the_stimulus():
    twice = Model([Population(name, 3, "neurons/poisson_rate") for name in ("input", "output")], [])
    with pytest.raises(EquationFileError) as caught:
        check_model(twice)
    assert texts([caught.value]) == [
        "equations/neurons/poisson_rate.eq:6:10: output reads stimulus(t, i), which only the "
        "population may read that the model names as its input; name it so, or leave this out"
    ]


def test_a_teacher_must_be_named_by_the_model():
    unnamed = Model(
        [Population("input", 3, NEURONS), Population("output", 3, "neurons/poisson_teacher")], []
    )
    with pytest.raises(EquationFileError) as caught:
        check_model(unnamed)
    assert texts([caught.value]) == [
        "equations/neurons/poisson_teacher.eq:6:10: output reads teacher(t, i), which only the "
        "population may read that the model names as its teacher; name it so, or leave this out"
    ]


def test_event_driven_variables_that_move_each_other_have_no_solution_here(check):
    text = HEADER + (
        "[parameters]\ntau = 20*ms # time\n[equations]\ndx/dt = (y - x)/tau : 1 (event-driven)\n"
        "dy/dt = (x - 2*y)/tau : 1 (event-driven)\n[on_pre]\nx += 1\n"
    )
    assert check(text) == [
        "x.eq:7:9: 'x' depends on itself through other event-driven variables; "
        "write (clock-driven) behind 'x'",
        "x.eq:8:9: 'y' depends on itself through other event-driven variables; "
        "write (clock-driven) behind 'y'",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "w += eta",
        "w = w*(1 - eta)",
        "w /= 1 + eta",
        "w = w_max",
        "w += eta*(1 + plastic)",
        "w = clip(w + eta*randn(), w_min, w_max)",
        "w = clip(w + eta*int(plastic > 0.5 or kept > 0.1), w_min, w_max)",
        "kept += eta\nw = w_min + kept",
        "w += eta*int(kept > 5.5)",
        "w = clip(w + eta*int(kept > 100 and kept < 300), w_min, w_max)",
        "w += eta*int(kept < -60)",
        "w += eta*int(kept == 50)",
        "w += eta*int(abs(kept) >= 1000*eta)",
        "w += eta*int(t > 3*second)",
    ],
)
def test_a_weight_that_changes_while_nothing_learns_is_named(check, change):
    found = check(LEARNED + f"[on_post]\n{change}\n")
    assert len(found) == 1
    assert "'w' changes here while nothing learns" in found[0]


@pytest.mark.parametrize(
    "change",
    [
        "w += plastic*eta",
        "w = w*(1 - plastic) + plastic*eta",
        "kept = plastic*eta\nw = clip(w + kept, w_min, w_max)",
        "w = w + int(rand() < plastic*eta)*(w_max - w)",
        "kept += plastic*eta\nw = w_min + kept",
        "w += plastic*eta*int(kept > 5.5)",
        "w = w*int(w < w_max) + w_max*int(w >= w_max)",
        "w = w_min + (w - w_min)*int(w > w_min)",
        "w = clip(w + eta*int(kept > 5.5 and plastic == 1), w_min, w_max)",
    ],
)
def test_a_weight_that_stays_while_nothing_learns_is_fine(check, change):
    assert check(LEARNED + f"[on_post]\n{change}\n") == []


def test_what_meets_a_sum_of_another_projection_is_named_with_both_places(tmp_path):
    head = "# Synapses.\n# Source: own\n\n[equations]\nw : 1\n"
    (tmp_path / "sum.eq").write_text(head + "ballots_post = w : 1 (summed)\n")
    (tmp_path / "jump.eq").write_text(head + "\n[on_pre]\nballots_post += w\n")
    (tmp_path / "votes.eq").write_text(
        "# A neuron.\n# Source: own\n[equations]\nballots : 1\n[threshold]\nballots > 1\n"
        "[ports]\nballots\n"
    )
    output = Population("output", 1, str(tmp_path / "votes.eq"))
    model = Model(
        [Population("input", 1, "neurons/poisson_rate"), output],
        [
            Projection("input", "output", str(tmp_path / "sum.eq")),
            Projection("input", "output", str(tmp_path / "jump.eq"), name="jumps"),
        ],
    )
    with pytest.raises(EquationFileError, match=r"jump.eq:8:1: .*'ballots' of output.*sum.eq:6:1"):
        check_model(model)


def test_a_proposal_that_a_later_file_replaces_is_named_with_both_places():
    rule = read_rule(["synapses/transmission", "synapses/stdp_pair", "synapses/error_driven"])
    assert texts(check_rule(rule)) == [
        "equations/synapses/error_driven.eq:9:1: 'dw = ...' replaces what "
        "equations/synapses/stdp_pair.eq:14:1 sets, unread; to add to it write 'dw += ...', "
        "or leave one of the two out"
    ]


@pytest.mark.parametrize("method", ["exact", "linear", "exponential_euler"])
def test_a_method_that_cannot_solve_the_equations_is_named(tmp_path, method):
    path = tmp_path / "x.eq"
    path.write_text(
        "# A neuron.\n# Source: own\n[parameters]\ntau = 10*ms # time\n[equations]\n"
        f"dv/dt = -v*v/tau : 1\n[method]\n{method}\n"
    )
    assert [str(error) for error in check_file(str(path))] == [
        f"{path}:8:1: '{method}' solves linear equations only, and that of 'v' is not; "
        "write euler or rk4"
    ]


def test_a_method_that_not_every_backend_has_is_named(tmp_path):
    path = tmp_path / "x.eq"
    path.write_text(
        "# A neuron.\n# Source: own\n[equations]\ndv/dt = -v/ms : 1\n[method]\ngsl_rk4\n"
    )
    assert [str(error) for error in check_file(str(path))] == [
        f"{path}:6:1: 'gsl_rk4' needs a library that not every backend has; write rk4"
    ]


def test_a_flag_with_a_bracket_in_it_is_named(check):
    text = (
        HEADER + "[parameters]\ntau = 1*ms # time\n[equations]\ndx/dt = -x/tau : 1 (clock-dr(ven)\n"
    )
    assert check(text) == ["x.eq:7:21: no flag 'clock-dr(ven'; did you mean 'clock-driven'?"]
