# A trace of the neuron's own spikes; it decays and grows by 1 at each spike.
# At a steady rate it settles at rate*tau_trace, so a threshold on it is a threshold on the rate.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (trace X)
# Stack: with any neuron that spikes

[parameters]
tau_trace = 25*ms       # time constant of the trace

[equations]
dtrace/dt = -trace/tau_trace : 1

[reset]
trace += 1

[on_presentation_start]
trace = 0

[method]
euler
