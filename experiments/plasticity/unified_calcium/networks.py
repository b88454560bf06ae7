"""Networks of `unified_calcium`, from the shipped equation files."""

import numpy as np

from snn_cl.network.model import Model, Population, Projection

# Without insertion and removal the conductance stays as it is given.
FROZEN = {"insertion": "0/ms", "removal": "0/(ms*mV**2)"}
DENDRITE = ("neurons/back_propagating_sum", "neurons/nmda_metaplastic")


def pairs(n: int) -> Model:
    """n synapses between neurons that fire at prescribed times; the conductance is frozen.

    Source: rule and neurons after Yeung, Shouval, Blais & Cooper (2004), PNAS 101:14943.
    """
    fixed = ["neurons/prescribed_spikes"]
    return Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("afferent", n, [*fixed, "neurons/nmda_saturating"]),
            Population("output", n, [*fixed, *DENDRITE], FROZEN),
        ],
        [
            Projection(
                "afferent", "output", "synapses/unified_calcium", "one_to_one", _unbounded(1e-6)
            )
        ],
    )


def poisson_pairs(n_pre: int, n_post: int) -> Model:
    """All-to-all synapses between independent Poisson neurons; the conductance is frozen.

    The stimulus has the rates of the sources first and then those of the targets.

    Source: as `pairs`.
    """
    source, target = np.arange(n_pre), np.arange(n_post)
    copy = ["neurons/spike_copy"]
    return Model(
        [
            Population("input", n_pre + n_post, "neurons/poisson_rate"),
            Population("afferent", n_pre, [*copy, "neurons/nmda_saturating"]),
            Population("output", n_post, [*copy, *DENDRITE], FROZEN),
        ],
        [
            Projection("input", "afferent", "synapses/spike_copy", (source, source)),
            Projection("input", "output", "synapses/spike_copy", (n_pre + target, target)),
            Projection(
                "afferent", "output", "synapses/unified_calcium", parameters=_unbounded(1e-6)
            ),
        ],
    )


def selective_neuron(
    n: int = 100, n_together: int = 50, frozen: bool = False, jump: float = 0.07
) -> Model:
    """An integrate-and-fire neuron with n plastic inputs, some of which may share a hidden source.

    Neuron 0 of the stimulus is the hidden source of the first `n_together` inputs, each of which
    copies its spikes with the probability `fidelity`; neuron k + 1 is input k's own source.

    Source: as `pairs`; neuron: Song, Miller & Abbott (2000), doi:10.1038/78829; correlated inputs:
    Kuhn, Aertsen & Rotter (2003), doi:10.1162/089976603321043702; numbers are our own choice.
    """
    together, every = np.arange(n_together), np.arange(n)
    copies = (np.r_[0 * together, 1 + every], np.r_[together, every])
    neuron = ["neurons/lif_conductance_ongoing", *DENDRITE]
    rule = ["synapses/unified_calcium", "synapses/conductance_jump"]
    return Model(
        [
            Population("input", n + 1, "neurons/poisson_rate"),
            Population("afferent", n, ["neurons/spike_copy", "neurons/nmda_saturating"]),
            Population("output", 1, neuron, FROZEN if frozen else {}),
        ],
        [
            Projection("input", "afferent", "synapses/spike_copy", copies),
            Projection("afferent", "output", rule, parameters={"ge_jump": str(jump)}),
        ],
    )


def _unbounded(rate: float) -> dict[str, str]:
    """Return parameters with which changes of weights are small and never meet a bound."""
    return {"learning_rate": f"{rate}/(umolar*ms)", "w_min": "-1000", "w_max": "1000"}
