# Spike-timing-dependent plasticity of all pairs of spikes, additive, within hard bounds.
# A target spike after a source spike makes the weight grow, the other order makes it shrink, the more
# the closer the two are. The traces of the two neurons sum over all pairs; with tau_trace = 20*ms on
# both sides the window is that of the source. A source without recent spikes changes nothing.
# Source: Song, Miller & Abbott (2000), Nat. Neurosci. 3:919, doi:10.1038/78829; traces: Morrison,
#   Diesmann & Gerstner (2008), Biol. Cybern. 98:459, doi:10.1007/s00422-008-0233-1
# Stack: after synapses/transmission; from neurons/spike_trace onto neurons/spike_trace

[parameters]
A_plus  = 0.005         # growth for a pair without delay, as a share of w_max
A_minus = 0.00525       # loss for a pair without delay, as a share of w_max; 1.05 times A_plus

[on_pre]
dw = -A_minus*w_max*trace_post

[on_post]
dw = A_plus*w_max*trace_pre
