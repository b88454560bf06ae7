# Heterosynaptic plasticity: a burst of the target pulls all its synapses to their reference weights.
# The pull grows with the third power of the target's trace, and so with the fourth of its rate: beyond
# some rate it outweighs any Hebbian growth. Synapses whose source is silent are pulled as well.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
# Stack: after synapses/double_well_consolidation, after a file that proposes dw at a target spike; onto neurons/spike_trace

[parameters]
beta = 0.05             # share of the distance that a spike at a trace of 1 makes good

[on_post]
dw = dw - beta*trace_post**3*(w - w_ref)
