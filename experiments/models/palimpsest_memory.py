"""A palimpsest: an associative memory whose synapses are gated cascades of states."""

from snn_cl.network.model import Model, Population, Projection

_RULE = ["synapses/recurrent_sums", "synapses/presynaptic_gating", "synapses/cascade"]


def palimpsest_memory(n_input: int = 250, n_output: int = 250, n_depths: int = 5) -> Model:
    """Palimpsest memory: new patterns overwrite old ones in synapses of two strengths, 0 and 1.

    A presentation with learning on stores the pattern that the stimulus shows. Synapses start in
    the equilibrium of patterns that are half ones: either strength, every depth alike.

    Parameters
    ----------
    n_input, n_output : int
        Units; the same ones are shown the pattern and read out, so that both numbers are one.
    n_depths : int
        Depths per strength.

    Returns
    -------
    Model

    Source: Savin, Dayan & Lengyel (2014), doi:10.1371/journal.pcbi.1003489; cascade: Fusi, Drew &
    Abbott (2005), doi:10.1016/j.neuron.2005.02.001.
    """
    if n_input != n_output:
        raise ValueError(f"n_input is {n_input} and n_output {n_output}; the units are the same")
    parameters = {
        "cascade_weak": "0",
        "cascade_strong": "1",
        "cascade_depths": f"{n_depths}",
        "w_min": "0",
        "w_max": "1",
    }
    equilibrium = {"w": "int(2*rand())", "cascade_depth": f"1 + int({n_depths}*rand())"}
    units = Population(
        "units",
        n_input,
        ["neurons/associative_unit", "neurons/gibbs_update"],
        parameters={"coding_level": "0.5", "cue_noise": "0.1"},
    )
    projection = Projection("units", "units", _RULE, parameters=parameters, initial=equilibrium)
    return Model(populations=[units], projections=[projection], input="units", output="units")
