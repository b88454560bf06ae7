"""The Brian2 device ``snn_cl_dense``: C++ standalone with dense blocks of synapses.

A subclass of Brian2's device that takes other templates for what it recognises and leaves the rest
alone. What it recognises: `Synapses` made by one plain `connect()`, their pathways without delay,
their state updates and `run_regularly` operations, and those of neurons and their thresholds.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from brian2.core.preferences import prefs
from brian2.devices.cpp_standalone.device import CPPStandaloneDevice
from brian2.devices.device import all_devices
from brian2.groups.neurongroup import NeuronGroup
from brian2.input.poissongroup import PoissonGroup
from brian2.synapses.synapses import Synapses

from snn_cl.backends.dense.analysis.unused_arrays import CHOICES, choices_header, lean_variables
from snn_cl.backends.dense.code_object import DenseCodeObject
from snn_cl.backends.dense.delays import has_delay, has_one_delay
from snn_cl.backends.dense.dense_synapses import is_neurons, is_plain_connect, make_block
from snn_cl.backends.dense.translation_unit import (
    HELPERS,
    UNIT,
    helpers_header,
    is_generated,
    join_sources,
    without_results,
)

DEVICE_NAME = "snn_cl_dense"
OWN_HEADERS = ("dense_math.h", "dense_ring.h", "dense_lazy.h")
NEURON_TEMPLATES = {"threshold": "dense_threshold", "stateupdate": "dense_neurons"}
SYNAPTIC_TEMPLATES = ("stateupdate", "summed_variable")


class DenseDevice(CPPStandaloneDevice):
    """C++ standalone device with direct, contiguous loops over dense synapses.

    Attributes
    ----------
    fallbacks : dict of str to str
        Why an object is not computed the fast way, by the name of the object. The results are
        those of Brian2's own device in any case. "one by one: ..." is a dense loop without vector
        instructions; all other reasons mean that Brian2's own template is used. The names "device"
        and "build" stand for the whole.
    one_unit : bool
        Compile all generated sources as one file. Kept over `reinit`.
    keeps_results : bool
        Whether the program writes its arrays to Brian2's results folder at the end. Without, it
        compiles in half the time, and dense synapses take no memory but for their own variables.
    steady : dict of str to str
        Code whose steps could be put off, and the synapses it belongs to.
    may_be_put_off : set of str
        Code for which the main loop takes care of that, with `dense::catch_up_all()`.
    """

    one_unit = True

    def __init__(self) -> None:
        super().__init__()
        self.fallbacks: dict[str, str] = {}
        self.keeps_results = True
        self.steady: dict[str, str] = {}
        self.may_be_put_off: set[str] = set()
        self._n_connects: dict[str, int] = {}
        self._not_plain: set[str] = set()
        self._without_queue: dict[str, str] = {}
        self.headers += [f'"brianlib/{name}"' for name in OWN_HEADERS]
        self.insert_code("before_start", "dense::flush_denormals();")

    @property
    def rings(self) -> set[str]:
        """The pathways whose spikes on their way are kept in a ring of lists."""
        return {name for name, ring in self._without_queue.items() if ring}

    def add_fallback(self, name: str, reason: str) -> None:
        """Note why an object is computed the slow way."""
        self.fallbacks[re.sub(r"_codeobject(_\d+|\*)?$", "", name)] = reason

    def code_object_class(self, codeobj_class: Any = None, fallback_pref: Any = None) -> Any:
        """Return the class for generated code: ours, unless a special one is asked for."""
        return DenseCodeObject if codeobj_class is None else codeobj_class

    @contextmanager
    def run_function(self, name: str, include_in_parent: bool = True) -> Iterator[None]:
        """Collect what follows in a C++ function. Brian2's version writes to its own device."""
        self.main_queue.append(("start_run_func", (name, include_in_parent)))
        yield
        self.main_queue.append(("end_run_func", (name, include_in_parent)))

    def run(self, *args: Any, **options: Any) -> None:
        """Run the program as Brian2 does."""
        with warnings.catch_warnings():
            # Afterwards it compares all values with 1e50, which no float32 can hold.
            warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)
            super().run(*args, **options)

    # Recognising

    def synapses_connect(
        self,
        synapses: Synapses,
        condition: Any = None,
        i: Any = None,
        j: Any = None,
        p: Any = 1.0,
        n: Any = 1,
        skip_if_invalid: bool = False,
        namespace: Any = None,
        level: int = 0,
    ) -> None:
        """Connect as Brian2 does, and remember how. Called by `Synapses.connect`."""
        name = synapses.name
        self._n_connects[name] = self._n_connects.get(name, 0) + 1
        if not is_plain_connect(condition, i, j, p, n):
            self._not_plain.add(name)
        Synapses.connect.original_function(
            synapses, condition, i, j, p, n, skip_if_invalid, namespace, level + 1
        )

    def code_object(
        self,
        owner: Any,
        name: str,
        abstract_code: Any,
        variables: Any,
        template_name: str,
        variable_indices: Any,
        codeobj_class: Any = None,
        template_kwds: Any = None,
        compiler_kwds: Any = None,
        **options: Any,
    ) -> Any:
        """Generate one piece of C++, with our template where we have one."""
        template_kwds = dict(template_kwds or {})
        compiler_kwds = dict(compiler_kwds or {})
        if self.code_object_class(codeobj_class) is DenseCodeObject:
            own = [f'"brianlib/{name}"' for name in (HELPERS, CHOICES)]
            compiler_kwds["headers"] = [*own, *compiler_kwds.get("headers", [])]
            template_name, extra = self._choose_template(owner, name, template_name, template_kwds)
            template_kwds.update(extra)
        return super().code_object(
            owner,
            name,
            abstract_code,
            variables,
            template_name,
            variable_indices,
            codeobj_class=codeobj_class,
            template_kwds=template_kwds,
            compiler_kwds=compiler_kwds,
            **options,
        )

    def _choose_template(
        self, owner: Any, name: str, template_name: str, keywords: dict
    ) -> tuple[str, dict]:
        """Return the template to use and what it needs besides Brian2's keywords."""
        if prefs.devices.cpp_standalone.openmp_threads > 0:
            self.fallbacks["device"] = "OpenMP is on"
            return template_name, {}
        if template_name in NEURON_TEMPLATES and isinstance(owner, NeuronGroup | PoissonGroup):
            return NEURON_TEMPLATES[template_name], {"dense_n": len(owner)}
        if template_name == "synapses":
            return self._choose_pathway(keywords["pathway"])
        if template_name == "synapses_push_spikes":
            return self._choose_push_spikes(owner)
        if template_name == "synapses_create_generator" and self._is_plain(owner):
            lean = lean_variables(owner)
            full = owner._registered_variables - lean
            return "dense_create", {"dense_lean": lean, "dense_full": full}
        if template_name in SYNAPTIC_TEMPLATES and isinstance(owner, Synapses):
            return self._choose_update(owner, name, template_name)
        return template_name, {}

    def _choose_pathway(self, pathway: Any) -> tuple[str, dict]:
        if pathway.name not in self._without_queue:
            return "synapses", {}
        ring = self._without_queue[pathway.name]
        late = not ring and has_delay(self, pathway)
        if self._not_dense(pathway.synapses) is not None or late:
            raise NotImplementedError(
                f"'{pathway.name}' got a delay or more synapses after its first run; "
                "set delays and connect before the first run."
            )
        events = pathway.source.variables[pathway.eventspace_name]
        block = make_block(pathway.synapses, self, events, ring)
        return f"dense_on_{pathway.prepost}", {"dense": block}

    def _choose_push_spikes(self, pathway: Any) -> tuple[str, dict]:
        """Decide on a pathway; Brian2 asks for this piece of code before the pathway's own."""
        reason = self._not_dense(pathway.synapses)
        delayed = has_delay(self, pathway)
        if reason is None and delayed and not has_one_delay(pathway):
            reason = "its synapses have delays of their own"
        if reason is not None:
            self.add_fallback(pathway.name, reason)
            return "synapses_push_spikes", {}
        ring = pathway.name if delayed else ""
        self._without_queue[pathway.name] = ring
        return "dense_push_spikes", {"dense_ring": ring}

    def _choose_update(self, synapses: Any, name: str, template_name: str) -> tuple[str, dict]:
        reason = self._not_dense(synapses)
        if template_name == "summed_variable":
            reason = "sums over synapses have no dense form yet"
        if reason is not None:
            self.add_fallback(name, reason)
            return template_name, {}
        return "dense_stateupdate", {"dense": make_block(synapses, self)}

    def _not_dense(self, synapses: Any) -> str | None:
        """Return why synapses are not one dense block, or None."""
        if synapses.name in self._not_plain:
            return "not every pair is connected, or not by a plain connect()"
        if not self._is_plain(synapses):
            return "connect() was not called exactly once"
        if not (is_neurons(synapses.source) and is_neurons(synapses.target)):
            return "source or target are not neurons"
        return None

    def _is_plain(self, synapses: Any) -> bool:
        """Whether all synapses so far come from one plain connect()."""
        plain = self._n_connects.get(synapses.name) == 1 and synapses.name not in self._not_plain
        return plain and synapses.multisynaptic_index is None

    # Writing the project

    def copy_source_files(self, writer: Any, directory: str) -> None:
        """Add our headers to the files that Brian2 copies into the project."""
        super().copy_source_files(writer, directory)
        templates = resources.files("snn_cl.backends.dense").joinpath("cpp")
        for name in OWN_HEADERS:
            writer.write(f"brianlib/{name}", templates.joinpath(name).read_text())
        writer.write(f"brianlib/{HELPERS}", helpers_header())
        codes, names = self.code_objects.values(), self._n_connects
        put_off = {c: s for c, s in self.steady.items() if c in self.may_be_put_off}
        text = choices_header(codes, names, self.keeps_results, put_off)
        writer.write(f"brianlib/{CHOICES}", text)

    def generate_makefile(self, writer: Any, compiler: str, *args: Any, **options: Any) -> None:
        """Join the generated sources, then let Brian2 write the makefile for what is left."""
        if self.one_unit and compiler != "msvc":
            self._join_sources(writer)
        super().generate_makefile(writer, compiler, *args, **options)

    def _join_sources(self, writer: Any) -> None:
        foreign = [c.name for c in self.code_objects.values() if type(c) is not DenseCodeObject]
        if foreign:
            self.fallbacks["build"] = f"many translation units: {foreign[0]} is not ours"
            return
        root = Path(writer.project_dir)
        if not self.keeps_results:
            objects = root / "objects.cpp"
            objects.write_text(without_results(objects.read_text()))
        paths = {path for path in writer.source_files if is_generated(path)}
        try:
            unit = join_sources({path: (root / path).read_text() for path in paths})
        except ValueError as error:
            self.fallbacks["build"] = f"many translation units: {error}"
            return
        writer.write(UNIT, unit)
        writer.source_files -= paths
        for path in paths:
            (root / path).unlink()


all_devices[DEVICE_NAME] = DenseDevice()
