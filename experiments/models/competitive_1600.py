"""The network of `competitive` with half as many hidden neurons."""

from snn_cl.model import Model
from snn_cl.models.competitive import competitive


def competitive_1600(n_input: int = 784, n_output: int = 2, n_hidden: int = 1600) -> Model:
    """`competitive` with 1,600 hidden neurons.

    Parameters
    ----------
    n_input, n_output, n_hidden : int

    Returns
    -------
    Model

    Source: as `competitive`.
    """
    return competitive(n_input, n_output, n_hidden)
