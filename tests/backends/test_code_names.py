"""A name in a file means the same in generated code, whatever else the compiler knows by it."""

import functools
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from snn_cl.backends import codegen
from snn_cl.backends.code_names import code_name, code_parts, in_users_words, object_names, refusal
from snn_cl.backends.code_places import place_of
from snn_cl.backends.functions import INCLUDE_DIR
from snn_cl.checks import check_file
from snn_cl.checks.reserved import reserved_message
from snn_cl.errors import ModelError, RunError
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.resolved import resolve
from snn_cl.simulator import Simulator

HEADER = "# A part.\n# Source: own\n"
GXX = ["g++", "-std=c++11", "-w", "-I.", "-I", INCLUDE_DIR]

# What C and C++ know, what numpy and Brian2's generated code use, and what this project calls so.
NAMES = (
    *("auto", "bool", "case", "catch", "char", "const", "default", "delete", "double", "enum"),
    *("explicit", "float", "friend", "goto", "inline", "long", "mutable", "namespace", "new"),
    *("operator", "register", "short", "signed", "sizeof", "static", "struct", "switch", "this"),
    *("template", "throw", "typename", "union", "unsigned", "using", "void", "volatile"),
    *("EOF", "errno", "NULL", "RAND_MAX", "M_PI", "stdin", "INFINITY", "NAN", "linux", "unix"),
    *("main", "exit", "signal", "y0", "y1", "j0", "j1", "gamma", "index", "time", "clock", "div"),
    *("std", "size_t", "int32_t", "vector", "string", "min", "max", "round", "pow", "fabs"),
    *("dense", "snn_cl", "brian", "network", "random", "np", "numpy", "array", "asarray", "self"),
    *("spike", "rates", "seed", "row", "job", "state", "parameters", "step", "uniform_at", "w"),
    *("E", "I", "S", "Q", "beta", "zeta", "re", "im", "Symbol", "true", "false", "null"),
)


def write(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER + text)
    return str(path)


def neurons(tmp_path, names) -> str:
    """A file where every second name is a parameter of the value 1 and the others count them."""
    parameters, variables = names[::2], names[1::2]
    return write(
        tmp_path / "neurons" / "named.eq",
        "[parameters]\n"
        + "".join(f"{name} = 1 # one\n" for name in parameters)
        + "[equations]\n"
        + "".join(f"{name} : 1\n" for name in variables)
        + f"[threshold]\n{variables[0]} > 1000\n[on_presentation_end]\n"
        + "".join(f"{v} = {v} + {p}\n" for v, p in zip(variables, parameters, strict=True)),
    )


def test_whatever_a_name_means_elsewhere_it_is_the_files_own_here(tmp_path):
    file = neurons(tmp_path, NAMES)
    assert check_file(file) == []
    model = Model([Population("input", 2, file)], [], output="input")
    simulator = Simulator(model, show=0.001, backend="numpy")
    state = simulator.initial_state(0)
    state = simulator.run(np.zeros((3, 2)), state=state, seed=0).state
    assert [name for name in NAMES[1::2] if (state[f"input.{name}"] != 3).any()] == []


@pytest.mark.compiler
def test_every_macro_of_the_program_is_as_good_a_name_as_any(tmp_path, monkeypatch):
    ask = functools.partial(generated, tmp_path, monkeypatch)
    known = ask("neurons/poisson_rate", [*GXX, "-dM", "-E", "all_sources.cpp"])
    macros = set(re.findall(r"^#define ([A-Za-z]\w*) ", known, re.MULTILINE))
    assert {"EOF", "errno", "NULL", "M_PI", "stdin"} <= macros
    names = sorted(macros | set(NAMES))
    assert [name for name in names if reserved_message(name, "neurons")] == []
    assert not {code_name(name) for name in names} & macros
    ask(neurons(tmp_path, names[: len(names) // 2 * 2]), [*GXX, "-fsyntax-only", "all_sources.cpp"])


def generated(tmp_path, monkeypatch, file: str, command: list[str]) -> str:
    """Generate the program of some neurons and return what a command says of its source."""
    said = []

    def run(folder, *_):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[:2000]
        said.append(done.stdout)

    monkeypatch.setattr(codegen, "compile_project", run)
    folder = tmp_path / f"project_{Path(file).stem}"
    folder.mkdir()
    model = Model([Population("input", 2, file)], [], output="input")
    codegen.compile_model(folder, resolve(model), True, "float32")
    return said[0]


CELL = """[parameters]
tau = 10*ms # time constant
[equations]
db_c/dt = -b_c/tau : 1
spikes : 1
hidden : 1
[threshold]
b_c > 1
[reset]
b_c = 0
spikes += 1
[ports]
b_c
"""
LINK = """[equations]
c : 1
hidden_pre_copy : 1
[on_pre]
b_c_post += c
hidden_pre_copy = b_c_pre
"""


@pytest.mark.compiler
@pytest.mark.parametrize("backend", ["numpy", "dense"])
def test_names_of_parts_and_variables_meet_nowhere(tmp_path, backend):
    # 'a' has 'b_c', 'a_b' has 'c', a part is called as a variable, or as what Brian2 makes itself.
    cell = write(tmp_path / "neurons" / "cell.eq", CELL)
    link = write(tmp_path / "synapses" / "link.eq", LINK)
    names = ("network", "a_b_pre", "default", "presentation_clock", "a_spikes")
    model = Model(
        [
            Population("input", 2, cell, initial={"b_c": "2"}),
            *(Population(name, 2, cell) for name in ("a", *names)),
        ],
        [
            Projection("input", "a", link, name="a_b", initial={"c": "5"}),
            *(Projection("a", name, link, initial={"c": "1"}) for name in names),
        ],
        output="network",
    )
    simulator = Simulator(model, show=0.01, backend=backend, dtype="float64")
    state = simulator.initial_state(0)
    outcome = simulator.run(np.zeros((1, 2)), state=state, seed=0, n_spikes=1)
    # The sources fire at once, 'a' gets 2 x 5 and fires a step later, the others after another.
    assert outcome.spikes.keys() == {"input", "a", *names}
    assert all(spikes[:, 2].tolist() == [k, k] for k, spikes in fired(outcome, names))
    copied = outcome.state["a_network.hidden_pre_copy"]
    np.testing.assert_allclose(copied, 10 * np.exp(-0.1), rtol=1e-12)
    assert (outcome.state["a_b.c"] == 5).all()


def fired(outcome, names) -> list[tuple[int, np.ndarray]]:
    steps = {"input": 0, "a": 1} | dict.fromkeys(names, 2)
    return [(step, outcome.spikes[name]) for name, step in steps.items()]


@pytest.mark.parametrize("name", ["1abc", "a b", "a.b", "a\nb", "", "_a", "ä", "a-b", 3])
def test_the_name_of_a_part_is_a_word(name):
    with pytest.raises(ModelError, match="this cannot be a name; start with a letter") as caught:
        Population(name, 1, "neurons/lif")
    assert "\n" not in str(caught.value)


def test_the_name_of_a_projection_is_a_word_too():
    with pytest.raises(ModelError, match="projection 'a b': this cannot be a name"):
        Projection("a", "b", "synapses/transmission", name="a b")


def test_a_name_has_an_end():
    Population("a" * 100, 1, "neurons/lif")
    with pytest.raises(ModelError, match="population a{20}...: a name of 101 letters; expected at"):
        Population("a" * 101, 1, "neurons/lif")
    assert reserved_message("a" * 100, "neurons") == ""
    assert reserved_message("a" * 101, "neurons") == "a name of 101 letters; expected at most 100"


@pytest.mark.parametrize("name", ["steps_since_spike", "steps_since_update", "spikes_underway"])
def test_what_every_state_holds_cannot_be_declared(name):
    message = f"'{name}' is part of every state and cannot be declared; call it 'my_{name}'"
    assert reserved_message(name, "neurons") == reserved_message(name, "synapses") == message


# --- texts


@pytest.fixture
def pair(tmp_path):
    cell = write(tmp_path / "neurons" / "cell.eq", CELL)
    link = write(tmp_path / "synapses" / "link.eq", LINK)
    populations = [Population("input", 1, "neurons/poisson_rate"), Population("a", 1, cell)]
    return resolve(Model(populations, [Projection("input", "a", link)], output="a"))


def test_units_flags_methods_and_functions_keep_their_names(pair):
    _, cell, link = code_parts(pair)
    assert [e.line.text for e in cell.rule.equations] == [
        "db_c_own/dt = -b_c_own/tau_own : 1",
        "spikes_own : 1",
        "hidden_own : 1",
    ]
    assert cell.rule.single["threshold"].text == "b_c_own > 1"
    # 'b_c' is no name of the source's file
    assert [s.line.text for s in link.rule.section("on_pre")] == [
        "b_c_own_post += c_own",
        "hidden_pre_copy_own = b_c_pre",
    ]


def test_messages_come_back_in_the_users_words(pair):
    assert object_names(pair) == {
        "input": "neurons000",
        "a": "neurons001",
        "input_a": "synapses002",
    }
    text = "synapses002_pre: 'b_c_own_post' and c_own of neurons001, not down nor neurons999"
    assert in_users_words(text, pair) == (
        "input_a_pre: 'b_c_post' and c of a, not down nor neurons999"
    )


def test_a_name_that_ends_as_ours_do_comes_back_whole(pair):
    text = f"{code_name('my_own')} and {code_name('my_own')}_pre and {code_name('own')}"
    assert in_users_words(text, pair) == "my_own and my_own_pre and own"


def test_what_brian2_refuses_is_said_in_the_users_words(pair):
    error = ValueError("cannot take 'spikes_own += 1'\nof neurons001_spike_resetter")
    refused = refusal(pair.parts["a"], pair, error)
    assert str(refused) == (
        f"{pair.parts['a'].rule.files[0].path}:7:1: a: Brian2 cannot build this: "
        "cannot take 'spikes += 1' of a_spike_resetter"
    )


# --- what the compiler does not take


def places(tmp_path, monkeypatch, backend: str) -> dict[str, str]:
    """Return which line of which file each line of a program's own code is said to come from."""
    cell = write(tmp_path / "neurons" / "cell.eq", CELL)
    link = write(tmp_path / "synapses" / "link.eq", LINK)
    populations = [Population("input", 1, cell), Population("a", 1, cell)]
    described = resolve(Model(populations, [Projection("input", "a", link)], output="a"))
    monkeypatch.setattr(codegen, "compile_project", lambda *_: None)
    codegen.compile_model(tmp_path, described, backend == "dense", "float64")
    found = {}
    for path in tmp_path.rglob("*.cpp"):
        for number, text in enumerate(path.read_text().splitlines(), start=1):
            where = f"{path.relative_to(tmp_path)}:{number}:1: error: no"
            place = place_of(where, tmp_path, described)
            if place is not None:
                written = re.split(r" \+?= ", text.strip())[0]
                found[written] = f"{Path(place.source).stem}:{place.line}"
    return found


@pytest.mark.parametrize("backend", ["dense", "brian2"])
def test_a_line_of_generated_code_is_told_by_its_line_in_the_file(tmp_path, monkeypatch, backend):
    found = places(tmp_path, monkeypatch, backend)
    assert found["const double _b_c_own"] == "cell:6"
    assert found["spikes_own"] == "cell:13"
    assert found["const char _cond"] == "cell:10"
    assert found["hidden_pre_copy_own"] == "link:8"


@pytest.mark.parametrize(
    "error", ["no.cpp:1:1: error: no", "main.cpp:99:1: error: no", "make: *** [all] Error 1", ""]
)
def test_an_error_of_no_line_of_a_file_has_no_place(tmp_path, pair, error):
    (tmp_path / "main.cpp").write_text("int main() {}")
    assert place_of(error, tmp_path, pair) is None


@pytest.mark.compiler
def test_what_does_not_compile_is_told_at_its_line(tmp_path, monkeypatch):
    cell = write(tmp_path / "neurons" / "cell.eq", CELL)
    compile_project = codegen.compile_project

    def spoil(folder, *options):
        path = folder / "all_sources.cpp"
        path.write_text(
            path.read_text().replace("spikes_own += ", "spikes_own += no_such_thing + ")
        )
        compile_project(folder, *options)

    monkeypatch.setattr(codegen, "compile_project", spoil)
    with pytest.raises(RunError) as caught:
        Simulator(Model([Population("input", 1, cell)], [], output="input"), show=0.002)
    text = str(caught.value)
    assert text.startswith(f"{cell}:13:1: the C++ that is made of this does not compile: ")
    assert "no_such_thing" in text
    assert text.endswith(
        "; write it in another way, or run with --backend numpy, which needs no compiler"
    )
    assert "update the compiler" not in text
