# Local Hebbian importance (memory-aware synapses) with task boundaries: added at an outer signal.
# As synapses/hebbian_importance, but the running mean is only added at the end of a presentation with
# modulator(t) > 0; the importance of all tasks adds up, as published. The published mean is taken in
# a pass over the finished task; here it is that of its last presentations, about 1/hebbian_share.
# Source: Aljundi et al. (2018), ECCV, arXiv:1711.09601, local version (l-MAS)
# Stack: after synapses/transmission; from neurons/spike_trace onto neurons/spike_trace

[parameters]
hebbian_share = 0.001   # share of the difference that the running mean makes good per presentation

[equations]
coactivity : 1          # running mean of 2*x*y
importance : 1          # what events have added up

[on_presentation_end]
coactivity = coactivity + plastic*hebbian_share*(2*trace_pre*trace_post - coactivity)
importance = importance + plastic*int(modulator(t) > 0)*coactivity
