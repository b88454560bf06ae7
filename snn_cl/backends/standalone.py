"""The backends that compile C++: with the project's own device, and as Brian2 makes it."""

import functools
from dataclasses import dataclass
from pathlib import Path

from snn_cl.backends.base import block_parameters, load_codegen
from snn_cl.backends.cache import cached_program, find_program
from snn_cl.backends.cache_key import program_key
from snn_cl.backends.compiled import Program
from snn_cl.network.resolved import ResolvedModel


@dataclass(frozen=True)
class CppBackend:
    """A `Backend` that compiles a model once and runs its program; see there for the others.

    Attributes
    ----------
    name, default_dtype, needs_compiler, lists_synapses
    own_device : bool
        Whether the project's own device writes the C++, not Brian2's.
    """

    name: str
    default_dtype: str
    lists_synapses: bool
    own_device: bool
    needs_compiler: bool = True

    def prepare(self, resolved: ResolvedModel, dtype: str) -> Program:
        """Find a model's program in the cache, or compile it."""
        key = program_key(resolved, f"{self.name} {dtype}")
        return cached_program(key, resolved, functools.partial(self._compile, resolved, dtype))

    def fallbacks(self, resolved: ResolvedModel) -> dict[str, str]:
        """Return what fast loops do not compute, from the cache if the program is there."""
        key = program_key(resolved, f"{self.name} {self.default_dtype}")
        program = find_program(key, resolved)
        if program:
            return program.fallbacks
        if not self.own_device:
            return {}
        return load_codegen().list_fallbacks(resolved)

    def _compile(self, resolved, dtype, folder: Path) -> dict:
        manifest = load_codegen().compile_model(folder, resolved, self.own_device, dtype)
        return manifest | {"parameters": list(block_parameters(resolved, True))}


DENSE = CppBackend("dense", "float32", lists_synapses=False, own_device=True)
BRIAN2 = CppBackend("brian2", "float64", lists_synapses=True, own_device=False)
