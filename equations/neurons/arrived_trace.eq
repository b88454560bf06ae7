# A trace of those of the neuron's own spikes that have arrived at their targets.
# Where spikes take time, a rule at the target must not know of one that is still on its way. The
# spikes come back to the neuron by synapses/arrival, after the same delay; then the trace is that of
# neurons/spike_trace, so much later.
# Source: own; trace: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code
# Stack: with any neuron that spikes

[parameters]
tau_trace = 25*ms       # time constant of the trace

[equations]
dtrace/dt = -trace/tau_trace : 1
arrived : 1             # spikes that arrived in the step before

[every dt]
trace = trace + arrived*(1 - dt/tau_trace)
arrived = 0

[ports]
arrived

[on_presentation_start]
trace = 0

[method]
euler
