# The importance of a neuron, and by how much it exempts the neuron from lateral inhibition.
# The importance is a slow running mean of 2*trace at the end of a presentation, the gradient of the
# squared length of the layer's output with respect to the neuron's own. The published one is taken from
# the output of the network, in a pass after each task; this one needs no boundary, no label and no error.
# Source: Aljundi, Rohrbach & Tuytelaars (2019), ICLR, arXiv:1806.05421 (SLNID, discount); the local
#   running mean is own
# Stack: after neurons/spike_trace

[parameters]
neuron_share = 0.001    # share of the difference that the importance makes good per presentation

[equations]
neuron_importance : 1   # running mean of 2*trace
discount          : 1   # exp(-neuron_importance): 1 for a new neuron, near 0 for an important one

[initial]
discount = exp(-neuron_importance)

[on_presentation_end]
neuron_importance = neuron_importance + learning*neuron_share*(2*trace - neuron_importance)
discount = exp(-neuron_importance)
