"""A model on Brian2's runtime mode, which runs numpy code in this process."""

from functools import partial

import brian2
import numpy as np
from brian2 import Network, NetworkOperation, second
from brian2.groups.group import CodeRunner

from snn_cl.backends.base import BlockResult, PresentationBlock
from snn_cl.backends.brian2_objects import Built
from snn_cl.backends.brian2_run import make_code, run_network
from snn_cl.network.resolved import TIMES, UNDERWAY, ResolvedModel


class Runtime:
    """A built model that lives in this process.

    Parameters
    ----------
    built : Built
        On Brian2's runtime device.
    resolved : ResolvedModel
    """

    def __init__(self, built: Built, resolved: ResolvedModel):
        self.fallbacks = {}
        self.built = built
        self.resolved = resolved
        self.show_steps, self.steps = resolved.timing.show_steps, resolved.timing.steps
        self.dt = resolved.timing.dt
        self.block = None
        self.counts = []
        self.traces = []
        self.n_counted = 0
        # A first run of no duration makes the code objects; from then on the main loop calls the
        # statements around presentations itself.
        make_code(built, resolved)
        for runner in built.at_start + built.at_end:
            runner.active = False
        _keep_code(built.network)
        built.network.add(NetworkOperation(self._advance, when="start", order=-1))

    def run(self, block: PresentationBlock) -> BlockResult:
        """Run a block.

        Parameters
        ----------
        block : PresentationBlock

        Returns
        -------
        BlockResult
        """
        self.block, self.counts, self.traces = block, [], []
        self._clear_spikes()
        self._set_arrays(block)
        # The clock is one for the whole process, so another model may have left its own step there.
        brian2.defaultclock.dt = self.dt * second
        network = self.built.network
        network.t_ = block.first * self.steps * self.dt
        with np.errstate(all="ignore"):  # as in C++; what is no number is found in the state
            run_network(network, len(block) * self.steps * self.dt)
            self._end(len(block) - 1)
        return BlockResult(
            counts=np.array(self.counts),
            state=self._state(block.first + len(block)),
            traces=[np.array(rows) for rows in zip(*self.traces, strict=True)],
            spikes=self._spikes(block),
        )

    def _advance(self):
        timestep = brian2.defaultclock.variables["timestep"].get_value().item()
        step = timestep - self.block.first * self.steps
        row, phase = divmod(step, self.steps)
        shown = self.built.shown
        if phase == 0:
            if row > 0:
                self._end(row - 1)
            shown.stimulus, shown.teacher = self.block.stimulus[row], self.block.teacher[row]
            shown.modulator = float(self.block.modulator[row])
            _call(self.built.at_start)
        elif phase == self.show_steps:
            shown.stimulus = np.zeros_like(shown.stimulus)
            shown.teacher = np.zeros_like(shown.teacher)

    def _end(self, row):
        clock = brian2.defaultclock.variables
        now = {name: clock[name].get_value().item() for name in ("timestep", "t")}
        # As in the compiled loop, what ends a presentation happens in its last step.
        last = (self.block.first + row + 1) * self.steps - 1
        clock["timestep"].set_value(last)
        clock["t"].set_value(last * self.dt)
        _call(self.built.at_end)
        for name, value in now.items():
            clock[name].set_value(value)
        output = self.built.monitors[self.resolved.model.output]
        spiking = _recorded(output, "i")
        new, self.n_counted = spiking[self.n_counted :], len(spiking)
        self.counts.append(np.bincount(new, minlength=len(output.source)))
        self.traces.append(
            [self._array(key).reshape(-1)[elements] for key, elements in self.block.recorded]
        )

    def _clear_spikes(self):
        for monitor in self.built.monitors.values():
            monitor.resize(0)
            monitor.variables["N"].set_value(0)
        self.n_counted = 0

    def _spikes(self, block):
        rows = []
        for number, part in enumerate(self.resolved.populations):
            if part.name in self.built.monitors:
                monitor = self.built.monitors[part.name]
                step = np.rint(_recorded(monitor, "t") / self.dt).astype(np.int64)
                row = step // self.steps - block.first
                population = np.full(len(step), number)
                rows.append(np.stack([row, population, _recorded(monitor, "i"), step], axis=1))
        spikes = np.concatenate(rows) if rows else np.zeros((0, 4), np.int64)
        return spikes[spikes[:, 0] < block.n_spikes]

    def _array(self, key):
        return np.array(self.built.variable(key).get_value())

    def _set_arrays(self, block):
        self.built.shown.seed = block.seed
        for key, value in block.parameters.items():
            self.built.variable(key).set_value(value)
        now = block.first * self.steps
        for key, array in block.state.items():
            part, name = key.split(".")
            if name == UNDERWAY:
                _put_underway(self.built.delayed[part], array)
            elif name in TIMES:
                times = (now - np.asarray(array).reshape(-1)) * self.dt
                self.built.variable(f"{part}.{TIMES[name]}").set_value(times)
            else:
                self.built.variable(key).set_value(np.asarray(array).reshape(-1))

    def _state(self, presentation):
        state = {}
        now = presentation * self.steps
        for key, (shape, dtype) in self.resolved.arrays().items():
            part, name = key.split(".")
            if name == UNDERWAY:
                state[key] = _underway(self.built.delayed[part], shape).astype(dtype)
            elif name in TIMES:
                times = self._array(f"{part}.{TIMES[name]}").reshape(shape)
                state[key] = now - np.rint(times / self.dt).astype(np.int64)
            else:
                state[key] = self._array(key).reshape(shape).astype(dtype)
        return state


def _keep_code(network: Network) -> None:
    # Brian2 makes the same code anew for each run, which takes longer than most blocks do. What is
    # constant within a run, such as a clock's step, may have changed since the last one.
    for each in network.sorted_objects:
        if isinstance(each, CodeRunner):
            each.create_code_objects = partial(_update_constants, each.code_objects)


def _update_constants(code_objects: list, run_namespace: dict) -> None:
    for code_object in code_objects:
        code_object.variables_to_namespace()


def _put_underway(pathway, flags):
    # Slot 0 is the next step; each slot lists synapses, neuron by neuron.
    sources = _sources(pathway)
    by_neuron = [np.flatnonzero(sources == neuron) for neuron in range(flags.shape[1])]
    slots = [
        [int(synapse) for neuron in np.flatnonzero(row) for synapse in by_neuron[neuron]]
        for row in flags
    ]
    pathway.queue._restore_from_full_state((0, [*slots, []]))


def _underway(pathway, shape):
    offset, slots = pathway.queue._full_state()
    sources = _sources(pathway)
    flags = np.zeros(shape)
    for step in range(len(flags)):
        flags[step, sources[slots[(offset + step) % len(slots)]]] = 1
    return flags


def _sources(pathway):
    return np.asarray(pathway.synapse_sources.get_value()) - pathway.source.start


def _recorded(monitor, name):
    return np.array(monitor.variables[name].get_value())


def _call(runners):
    for runner in runners:
        for code_object in runner._code_objects:
            code_object()
