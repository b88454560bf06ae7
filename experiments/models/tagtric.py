"""Two pathways of synapses onto one neuron that tag and capture, many trials side by side."""

from snn_cl.network.model import Model, Population, Projection

_SLOW = ("synapses/tag_capture",)
_PROTEIN = "neurons/tag_triggered_protein"
_SILENT = {"n_bursts": "0"}  # until told otherwise


def tagtric(n_input: int = 200, n_output: int = 10, spiking: bool = True) -> Model:
    """TagTriC: tags are set by voltage and spikes, trigger protein and are captured.

    Parameters
    ----------
    n_input : int
        Synapses of a target, over all pathways; a pathway has 100 that fire together.
    n_output : int
        Trials: targets that have the same input and chance of their own.
    spiking : bool
        Without it no tag can be set and there is no potential, for the time between stimuli: then
        steps of a second will do.

    Returns
    -------
    Model

    Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248,
    and the authors' public code (ModelDB 118199).
    """
    if spiking:
        target = ("neurons/adex_volley", _PROTEIN)
        rule = (*_SLOW, "synapses/tag_induction")
    else:
        target, rule = ("neurons/prescribed_spikes", _PROTEIN), _SLOW
    source = ("neurons/prescribed_spikes", "neurons/lowpass_spikes")
    return Model(
        populations=[
            Population("input", n_input, source if spiking else source[0], initial=_SILENT),
            Population("output", n_output, target, initial={} if spiking else _SILENT),
        ],
        projections=[Projection("input", "output", rule)],
    )
