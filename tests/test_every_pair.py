"""Every mechanism, and every pair that shares no state, stacks onto the input of the model tacos.

A mechanism is a synapse file that adds to no neuron; what it is stacked on, and which neurons it
needs on both sides, is read from its Stack line. Files found here later are tried as well.
"""

import functools
import itertools
import re

import numpy as np
import pytest

from snn_cl.checks import check_model
from snn_cl.checks.declared import read_lines
from snn_cl.checks.surroundings import files_below, neurons_around
from snn_cl.equation_file import read_equation_file
from snn_cl.find import find_function, names
from snn_cl.model import with_rule
from snn_cl.simulator import Simulator

PLAIN = "synapses/transmission"
PROPOSER = "synapses/error_driven"
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
    chosen, known = [], set()
    for file in [*below, name]:
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


def share_no_state(one: str, other: str) -> bool:
    mine, theirs = set(closure(one)), set(closure(other))
    more = set(stack_of(one, other)) - mine - theirs
    groups = [mine - theirs, theirs - mine, more]
    names_of = [set().union(*(touched(name) for name in group)) for group in groups]
    apart = all(not a & b for a, b in itertools.combinations(names_of, 2))
    return apart and len(bases(one, other)) < 2


def with_mechanisms(*mechanisms: str):
    """Return tacos with some mechanisms in place of its own between input and hidden neurons."""
    rule = stack_of(*mechanisms)
    sides = neurons_around([read(name) for name in rule], ())
    # By way of the plain transmission, so that no value meant for another file's name stays.
    model = with_rule(with_rule(tacos(), "input_hidden", [PLAIN]), "input_hidden", rule)
    for population, side in (("input", "pre"), ("hidden", "post")):
        present = list(model.population(population).neurons)
        named = [name_of(file) for file in sides[side].named]
        stack = list(dict.fromkeys([*present, *named]))
        model = with_rule(model, population, stack)
    return model


def run(model, n_presentations: int):
    """Return the state after some presentations of random rates."""
    simulator = Simulator(model, backend="numpy", show=0.05)
    rng = np.random.default_rng(0)
    rates = rng.uniform(0, 250, (n_presentations, 16))
    labels = np.arange(n_presentations) % 2
    return simulator.run(rates, labels, state=simulator.initial_state(0), seed=1).state


PAIRS = [pair for pair in itertools.combinations(MECHANISMS, 2) if share_no_state(*pair)]


def test_the_shipped_mechanisms_are_found():
    assert {"synapses/metaplasticity", "synapses/error_driven"} <= set(MECHANISMS)
    assert set(REPRESENTATIVE) <= set(MECHANISMS)
    assert PLAIN in TRANSMISSIONS


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_pair_that_shares_no_state_can_be_stacked(one, other):
    check_model(with_mechanisms(one, other))


@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_runs_in_the_model_tacos(name):
    state = run(with_mechanisms(name), 2)
    assert all(np.all(np.isfinite(array)) for array in state.values())


@pytest.mark.parametrize("name", TRANSMISSIONS)
def test_every_transmission_runs_in_the_model_tacos(name):
    state = run(with_rule(tacos(), "input_hidden", [name, PROPOSER]), 2)
    assert all(np.all(np.isfinite(array)) for array in state.values())


def test_a_pair_runs():
    state = run(with_mechanisms(*REPRESENTATIVE), 5)
    assert np.ptp(state["input_hidden.beaker2"] - state["input_hidden.w"]) > 0
    assert all(np.all(np.isfinite(array)) for array in state.values())
