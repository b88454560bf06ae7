"""Runs of Brian2 networks on the active device, the first of which makes their code."""

import gc

from brian2 import Network, second
from brian2.core.base import BrianObjectException

from snn_cl.backends.brian2_objects import Built
from snn_cl.backends.code_names import refusal
from snn_cl.network.resolved import ResolvedModel


def make_code(built: Built, resolved: ResolvedModel) -> None:
    """Let Brian2 generate the code of all objects, by a first run of no duration.

    Parameters
    ----------
    built : Built
    resolved : ResolvedModel

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule; its own exception is the cause.
    """
    try:
        run_network(built.network, 0.0)
    except BrianObjectException as error:
        named = [name for name, own in built.names.items() if f"named '{own}" in str(error)]
        part = resolved.parts[named[0]] if named else next(iter(resolved.parts.values()))
        raise refusal(part, resolved, error) from error


def run_network(network: Network, seconds: float) -> None:
    """Run a network on the active device.

    Parameters
    ----------
    network : Network
    seconds : float
    """
    # Brian2 looks for garbage before each run: a tenth of a second, but not in what is frozen.
    users = gc.get_freeze_count()  # what a program has frozen itself stays so
    if not users:
        gc.freeze()
    try:
        network.run(seconds * second)
    finally:
        if not users:
            gc.unfreeze()
