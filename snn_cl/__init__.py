"""snn_cl: spiking networks that keep learning, on top of Brian2."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# In a source checkout, equations/ and models/ lie beside this folder, not inside it.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "setup.cfg").is_file():
    __path__.append(str(_checkout))

# Loaded when first used: streams, metrics and figures must not wait for brian2.
_PUBLIC = {
    "Configuration": "configuration",
    "Dataset": "stream",
    "Experience": "stream",
    "Model": "network.model",
    "Population": "network.model",
    "Projection": "network.model",
    "Record": "records.record",
    "Simulator": "simulator",
    "SnnClError": "errors",
    "Stream": "stream",
    "Timing": "network.timing",
    "evaluate": "training.evaluation",
    "find_function": "find",
    "finish": "training.run",
    "plot": "plotting",
    "resume": "training.run",
    "start": "training.run",
}
__all__ = list(_PUBLIC)


if TYPE_CHECKING:  # for editors and type checkers, which do not run `__getattr__`
    from snn_cl.configuration import Configuration as Configuration
    from snn_cl.errors import SnnClError as SnnClError
    from snn_cl.find import find_function as find_function
    from snn_cl.network.model import Model as Model
    from snn_cl.network.model import Population as Population
    from snn_cl.network.model import Projection as Projection
    from snn_cl.network.timing import Timing as Timing
    from snn_cl.plotting import plot as plot
    from snn_cl.records.record import Record as Record
    from snn_cl.simulator import Simulator as Simulator
    from snn_cl.stream import Dataset as Dataset
    from snn_cl.stream import Experience as Experience
    from snn_cl.stream import Stream as Stream
    from snn_cl.training.evaluation import evaluate as evaluate
    from snn_cl.training.run import finish as finish
    from snn_cl.training.run import resume as resume
    from snn_cl.training.run import start as start


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module 'snn_cl' has no attribute '{name}'")
    return getattr(importlib.import_module(f"snn_cl.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
