"""The network of `competitive` with as many hidden neurons as that of `tacos`."""

from snn_cl.model import Model
from snn_cl.models.competitive import competitive


def competitive_200(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """`competitive` with 200 hidden neurons.

    Parameters
    ----------
    n_input, n_output, n_hidden : int

    Returns
    -------
    Model

    Source: as `competitive`.
    """
    return competitive(n_input, n_output, n_hidden)
