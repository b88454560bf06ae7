# Minimal triplet rule, all spikes counted: growth by triplets post-pre-post, loss by pairs post-pre.
# At a target spike the weight grows with the traces of the source and of earlier target spikes, at a
# source spike it shrinks with the fast trace of the target. Between Poisson spikes it grows with the
# square of the target's rate and shrinks with the rate itself, the two being equal at 10 Hz.
# Source: Pfister & Gerstner (2006), J. Neurosci. 26:9673, doi:10.1523/JNEUROSCI.1425-06.2006; constants:
#   Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code, where both
#   fast traces have 20 ms
# Stack: after synapses/excitation, synapses/dynamic_excitation; from neurons/spike_trace onto neurons/spike_trace, neurons/slow_spike_trace

[parameters]
A_plus  = 0.001         # growth per target spike and unit of both traces
A_minus = 0.001         # loss per source spike and unit of the target's trace

[on_pre]
dw = -A_minus*trace_post

[on_post]
dw = A_plus*trace_pre*slow_trace_post
