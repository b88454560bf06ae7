# Heterosynaptic decay: an active target neuron pulls all its synapses to their reference weights.
# Source: own; the pull after postsynaptic activity is reported for TACOS (Soures et al. 2024,
#   arXiv:2409.00021), whose constants are not known to us
# Stack: after synapses/consolidation; onto neurons/spike_trace

[parameters]
lam         = 0.01      # share of the difference that w makes good per presentation
decay_theta = 2.25      # threshold of the postsynaptic trace

[on_presentation_end]
w = w + plastic*lam*(w_ref - w)*int(trace_post > decay_theta)
