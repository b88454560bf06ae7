"""The modules of an experiment, imported as a script in its folder sees them."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

EXPERIMENTS = Path(__file__).resolve().parents[1] / "experiments"
_loaded: dict[str, dict[str, ModuleType]] = {}


def import_experiment(folder: str, *names: str) -> ModuleType | tuple[ModuleType, ...]:
    """Return modules of a folder below `experiments/`: one, or as many as there are names.

    Several folders hold a `run` or a `picture`. What another folder left behind under such a name
    gives way, and comes back with that folder, so that worker processes find what they are sent.

    Parameters
    ----------
    folder : str
        Such as 'memory/lifetime'.
    *names : str
        Such as 'run'.

    Returns
    -------
    module or tuple of modules
    """
    siblings = [path.stem for path in (EXPERIMENTS / folder).glob("*.py")]
    ours = _loaded.setdefault(folder, {})
    for name in siblings:
        sys.modules.pop(name, None)
    sys.modules.update(ours)
    sys.path.insert(0, str(EXPERIMENTS / folder))
    try:
        found = tuple(importlib.import_module(name) for name in names)
    finally:
        sys.path.pop(0)
    ours.update({name: sys.modules[name] for name in siblings if name in sys.modules})
    return found[0] if len(found) == 1 else found
