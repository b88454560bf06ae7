"""snn_cl: spiking networks that keep learning, on top of Brian2."""

import importlib
from pathlib import Path

__version__ = "0.1.0"

# In a source checkout, equations/ and models/ lie beside this folder, not inside it.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "setup.cfg").is_file():
    __path__.append(str(_checkout))

# Loaded when first used: streams, metrics and figures must not wait for brian2.
_PUBLIC = {
    "Configuration": "training.configuration",
    "Dataset": "stream",
    "Experience": "stream",
    "Model": "network.model",
    "Population": "network.model",
    "Projection": "network.model",
    "Record": "records.record",
    "Simulator": "simulator",
    "SnnClError": "errors",
    "Stream": "stream",
    "evaluate": "training.evaluation",
    "find_function": "find",
    "finish": "training.run",
    "plot": "plotting",
    "resume": "training.run",
    "start": "training.run",
}
__all__ = list(_PUBLIC)


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module 'snn_cl' has no attribute '{name}'")
    return getattr(importlib.import_module(f"snn_cl.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
