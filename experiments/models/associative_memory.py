"""An associative memory: one population of binary units, all of them connected."""

from snn_cl.network.model import Model, Population, Projection

# What goes together: how patterns are stored, and how they are recalled.
RULES = {
    "covariance": ("synapses/covariance_rule", "neurons/recall_covariance"),
    "independent": ("synapses/hebb_rule", "neurons/recall_independent"),
    "correlated": ("synapses/hebb_rule", "neurons/recall_correlated"),
}


def associative_memory(
    n_input: int = 200,
    n_output: int = 200,
    rule: str = "covariance",
    coding_level: float = 0.2,
    cue_noise: float = 0.08,
) -> Model:
    """Associative memory: additive weights, and recall as Gibbs sampling with feedback inhibition.

    Learning on, a presentation stores the pattern that the stimulus shows, whatever its length;
    learning off, the stimulus is a noisy cue, and units sample from what it and the weights say.

    Parameters
    ----------
    n_input, n_output : int
        Units; the same ones are shown the cue and read out, so that both numbers are one.
    rule : str
        'covariance', 'independent' (Hebb rule, recalled as if its weights were independent) or
        'correlated' (Hebb rule, recalled with the correlations of its weights).
    coding_level : float
        Share of ones in a pattern.
    cue_noise : float
        Probability that the cue shows a 1 where the pattern has a 0.

    Returns
    -------
    Model

    Source: Savin, Dayan & Lengyel, NIPS (2013), and (2014), doi:10.1371/journal.pcbi.1003489; what
    is changed stands in the equation files.
    """
    if n_input != n_output:
        raise ValueError(f"n_input is {n_input} and n_output {n_output}; the units are the same")
    storage, recall = RULES[rule]
    neurons = ["neurons/associative_unit", recall, "neurons/gibbs_update"]
    parameters = {"coding_level": f"{coding_level}", "cue_noise": f"{cue_noise}"}
    projections = [Projection("units", "units", ["synapses/recurrent_sums", storage])]
    if rule == "correlated":
        # After the projection whose sums it passes on.
        projections.append(
            Projection("units", "units", "synapses/global_sums", name="units_units_global")
        )
    return Model(
        populations=[Population("units", n_input, neurons, parameters)],
        projections=projections,
        input="units",
        output="units",
    )
