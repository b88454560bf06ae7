"""Every mechanism, and every pair that shares no state, stacks onto the input of the model tacos.

All of them run, on numpy and compiled: many stacks side by side in one network, since a program for
each would take an hour. A stack's projection has the name of its mechanisms.
A mechanism is a synapse file that adds to no neuron; what it is stacked on, and which neurons it
needs on both sides, is read from its Stack line. Files found here later are tried as well.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from snn_cl.checks import check_model
from snn_cl.checks.declared import read_lines
from snn_cl.checks.surroundings import files_above, files_below, neurons_around
from snn_cl.errors import SnnClError
from snn_cl.find import find_function, names
from snn_cl.language.equation_file import read_equation_file
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Projection
from snn_cl.simulator import Simulator

PLAIN = "synapses/transmission"
PROPOSER = "synapses/error_driven"
PACK_SIZE = 42  # stacks of a network: five programs, of 10 s each on a free core
REPRESENTATIVE = ("synapses/beakers", "synapses/probabilistic_metaplasticity")


def tacos():
    return find_function("models", "tacos")(16, 2, 12)


@functools.cache
def read(name):
    return read_equation_file(name)


def name_of(file) -> str:
    return f"{file.path.parent.name}/{file.path.stem}"


def declares_weight(name: str) -> bool:
    return "w" in read_lines(read(name)).known()


def adds_to_a_neuron(name: str) -> bool:
    return any(
        re.search(r"_(pre|post)$", statement.name)
        for _, _, statements in read_lines(read(name)).statements
        for statement in statements
    )


@functools.cache
def closure(name: str) -> tuple[str, ...]:
    """Return a file and what it must stand on, in order, but for the plain transmission.

    Of alternatives, which define the same names, the first one is taken.
    """
    below = [name_of(file) for file in files_below(read(name))[0]]
    above = [name_of(file) for file in files_above(read(name))]
    chosen, known = [], set()
    for file in [*below, name, *above]:
        own = {defined for defined, _ in read_lines(read(file)).defined()}
        if file != PLAIN and not own & known:
            chosen.append(file)
            known |= own
    return tuple(chosen)


def bases(*mechanisms: str) -> set[str]:
    return {file for name in mechanisms for file in closure(name) if declares_weight(file)}


def fits_lif(name: str) -> bool:
    return all("neurons/lif" in read(base).needs for base in bases(name))


SYNAPSES = [name for name in names("equations") if name.startswith("synapses/")]
TRANSMISSIONS = [name for name in SYNAPSES if declares_weight(name) and fits_lif(name)]
MECHANISMS = [
    name
    for name in SYNAPSES
    if not declares_weight(name) and not adds_to_a_neuron(name) and fits_lif(name)
]


def events_of_dw(name: str) -> tuple[set[str], set[str]]:
    """Return in which events a file sets dw anew, and in which it scales or reads it."""
    sets, scales = set(), set()
    for section, argument, statements in read_lines(read(name)).statements:
        used = [s for s in statements if s.name == "dw" or re.search(r"\bdw\b", s.expression)]
        if used:
            new = used[0].operator == "=" and not re.search(r"\bdw\b", used[0].expression)
            (sets if new else scales).add(f"dw in {section} {argument}")
    return sets, scales


@functools.cache
def touched(name: str) -> frozenset[str]:
    """Return the names that a file defines or changes, and the events in which it proposes dw."""
    lines = read_lines(read(name))
    changed = {s.name for _, _, statements in lines.statements for s in statements}
    defined = {name for name, _ in lines.defined()}
    delay = {"delay"} if read(name).lines("delay") else set()
    return frozenset((defined | changed | delay) - {"w", "dw"} | events_of_dw(name)[0])


def stack_of(*mechanisms: str) -> list[str]:
    """Return the stack of some mechanisms: a transmission, what proposes dw, and the rest."""
    files = list(dict.fromkeys(name for mechanism in mechanisms for name in closure(mechanism)))
    proposers = [name for name in files if events_of_dw(name)[0]]
    proposed = set().union(*(events_of_dw(name)[0] for name in files))
    scaled = set().union(*(events_of_dw(name)[1] for name in files))
    if not proposers or scaled - proposed:
        proposers.insert(0, PROPOSER)
    base = [name for name in files if declares_weight(name)] or [PLAIN]
    return [*base, *proposers, *(name for name in files if name not in {*base, *proposers})]


def knows_too_early(*mechanisms: str) -> bool:
    """Whether one delays spikes and one reads the trace that their sender has already."""
    texts = [read(file).text for name in mechanisms for file in closure(name)]
    late = any(read(file).lines("delay") for name in mechanisms for file in closure(name))
    return late and any(re.search(r"\btrace_pre\b", text) for text in texts)


def share_no_state(one: str, other: str) -> bool:
    mine, theirs = set(closure(one)), set(closure(other))
    more = set(stack_of(one, other)) - mine - theirs
    groups = [mine - theirs, theirs - mine, more]
    names_of = [set().union(*(touched(name) for name in group)) for group in groups]
    apart = all(not a & b for a, b in itertools.combinations(names_of, 2))
    return apart and len(bases(one, other)) < 2 and not knows_too_early(one, other)


def with_mechanisms(*mechanisms: str):
    """Return tacos with some mechanisms in place of its own between input and hidden neurons."""
    return with_stack(stack_of(*mechanisms))


def with_stack(rule: Sequence[str]):
    """Return tacos with a stack between input and hidden neurons, and the neurons it needs."""
    sides = neurons_around([read(name) for name in rule], ())
    # By way of the plain transmission, so that no value meant for another file's name stays.
    model = with_rule(with_rule(tacos(), "input_hidden", [PLAIN]), "input_hidden", rule)
    for population, side in (("input", "pre"), ("hidden", "post")):
        present = list(model.population(population).neurons)
        named = [name_of(file) for file in sides[side].named]
        stack = list(dict.fromkeys([*present, *named]))
        model = with_rule(model, population, stack)
    return model


PAIRS = [pair for pair in itertools.combinations(MECHANISMS, 2) if share_no_state(*pair)]


def every_stack() -> dict[tuple[str, ...], str]:
    """Return all stacks to run, and a name: those of a pair, a mechanism or a transmission."""
    stacks = {}
    for mechanisms in (*PAIRS, *((name,) for name in MECHANISMS)):
        name = "_and_".join(mechanism.split("/")[1] for mechanism in mechanisms)
        stacks.setdefault(tuple(stack_of(*mechanisms)), name)
    for name in TRANSMISSIONS:
        stacks.setdefault((name, PROPOSER), name.split("/")[1])
    return stacks


STACKS = every_stack()
PACKS = [list(STACKS)[k : k + PACK_SIZE] for k in range(0, len(STACKS), PACK_SIZE)]
# One worker for both tests of a pack: it runs on numpy once.
PACK_NUMBERS = [
    pytest.param(number, marks=[pytest.mark.slow, pytest.mark.xdist_group(f"pack {number}")])
    for number in range(len(PACKS))
]


# At its own strength it drives weights away from a threshold, and rounding errors with them: with
# stdp_pair 1e-15 more in a weight is 4e-4 after these presentations, on numpy alone.
MILD = {
    "synapses/quantised_metaplasticity": {"quantised_m": "0.3"},
    "synapses/random_events": {"event_size": "0.01"},
    # As they are, few synapses of these networks would move at all.
    "synapses/two_state": {"switch_p": "1", "switch_theta": "1e-9"},
}


def mild(part: Projection) -> dict[str, str]:
    """Return the parameters of a projection, with milder ones for what magnifies rounding."""
    changed = (values for file, values in MILD.items() if file in part.rule)
    return dict(itertools.chain(part.parameters.items(), *(values.items() for values in changed)))


def packed(stacks: Iterable[tuple[str, ...]]):
    """Return a tacos in which input and hidden neurons are joined by many stacks side by side.

    The hidden neurons are of all the kinds that any of them needs; those that wait for the class
    hear of it.
    """
    models = {STACKS[stack]: with_stack(stack) for stack in stacks}
    # As much current on average as from one of them alone, else all currents are out of bounds.
    start = {"w": f"(4*rand() - 2)/{len(models) ** 0.5:.3f} + 0.4/{len(models)}"}
    side_by_side = [
        replace(part, name=name, initial=start, parameters=mild(part))
        for name, part in ((name, model.part("input_hidden")) for name, model in models.items())
    ]
    result = with_rule(tacos(), "hidden_output", [PLAIN, PROPOSER])
    for name in ("input", "hidden"):
        kinds = (model.population(name).neurons for model in models.values())
        result = with_rule(result, name, list(dict.fromkeys(itertools.chain(*kinds))))
    if "neurons/class_gate" in result.population("hidden").neurons:
        side_by_side.append(Projection("teacher", "hidden", "synapses/class_teacher"))
    others = [part for part in result.projections if part.name != "input_hidden"]
    return replace(result, projections=(*side_by_side, *others))


def run(model, backend: str):
    """Return the state before and after 5 presentations of random rates, and all spikes.

    The second and the fourth end with an event, for mechanisms with boundaries.
    """
    simulator = Simulator(model, backend=backend, dtype="float64", show=0.05)
    rates = np.random.default_rng(0).uniform(100, 600, (5, 16))
    labels = np.arange(5) % 2
    start = simulator.initial_state(0)
    before = {key: array.copy() for key, array in start.items()}
    modulator = np.array([0.0, 1, 0, 1, 0])
    outcome = simulator.run(rates, labels, state=start, seed=1, modulator=modulator, n_spikes=5)
    return before, outcome


def test_the_shipped_mechanisms_are_found():
    assert {"synapses/metaplasticity", "synapses/error_driven"} <= set(MECHANISMS)
    assert set(REPRESENTATIVE) <= set(MECHANISMS)
    assert PLAIN in TRANSMISSIONS


def refusals(stacks: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return what is said against stacks, by the name of the stack; all of them are tried."""
    found = {}
    for mechanisms in stacks:
        try:
            check_model(with_mechanisms(*mechanisms))
        except SnnClError as error:
            found[" and ".join(mechanisms)] = str(error)
    return found


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_mechanism_can_be_stacked(mechanism):
    assert refusals([(mechanism,)]) == {}


@pytest.mark.slow
def test_every_pair_that_shares_no_state_can_be_stacked():
    assert len(PAIRS) > len(MECHANISMS)
    assert refusals(PAIRS) == {}


def test_each_stack_that_is_refused_is_reported():
    wrong = [("synapses/stdp_pair", "synapses/stdp_pair_of_none"), ("synapses/none",)]
    found = refusals([*wrong, ("synapses/stdp_pair",)])
    assert list(found) == [" and ".join(mechanisms) for mechanisms in wrong]


@functools.cache
def run_pack(number: int, backend: str):
    return run(packed(PACKS[number]), backend)


@pytest.mark.parametrize("number", PACK_NUMBERS)
def test_every_pair_and_every_mechanism_runs_and_learns(number):
    before, outcome = run_pack(number, "numpy")
    after = outcome.state
    assert len(outcome.spikes["hidden"]) > 10
    assert [key for key, array in after.items() if not np.all(np.isfinite(array))] == []
    weights = [f"{STACKS[stack]}.w" for stack in PACKS[number]]
    assert [key for key in weights if np.array_equal(before[key], after[key])] == []


@pytest.mark.compiler
@pytest.mark.parametrize("number", PACK_NUMBERS)
def test_every_pair_and_every_mechanism_runs_the_same_on_numpy_and_dense(number):
    (_, numpy), (_, dense) = (run_pack(number, backend) for backend in ("numpy", "dense"))
    assert numpy.state.keys() == dense.state.keys()
    apart = {key: distance(array, dense.state[key]) for key, array in numpy.state.items()}
    assert {key: far for key, far in apart.items() if not far < 1e-9} == {}


def distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.max(np.abs(one.astype(float) - other), initial=0))


def test_a_pair_acts_on_the_weights_together():
    _, outcome = run(with_mechanisms(*REPRESENTATIVE), "numpy")
    state = outcome.state
    assert np.ptp(state["input_hidden.beaker2"] - state["input_hidden.w"]) > 0
    assert np.ptp(state["input_hidden.prob_m"]) > 0
