"""The numpy backend: Brian2's runtime mode in this process, for machines without a compiler."""

from dataclasses import dataclass

from snn_cl.backends.base import Prepared, load_codegen
from snn_cl.network.resolved import ResolvedModel


@dataclass(frozen=True)
class NumpyBackend:
    """A `Backend` that runs numpy code; see there for its attributes."""

    name: str = "numpy"
    default_dtype: str = "float64"
    needs_compiler: bool = False
    lists_synapses: bool = True

    def prepare(self, resolved: ResolvedModel, dtype: str) -> Prepared:
        """Build a model on Brian2's runtime device."""
        return load_codegen().start_runtime(resolved, dtype)

    def fallbacks(self, resolved: ResolvedModel) -> dict[str, str]:
        """Return nothing: there are no fast loops to fall back from."""
        return {}


NUMPY = NumpyBackend()
