"""snn_cl: spiking networks that keep learning, on top of Brian2."""

from pathlib import Path

__version__ = "0.1.0"

# In a source checkout, equations/ and models/ lie beside this folder, not inside it.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "setup.cfg").is_file():
    __path__.append(str(_checkout))
