# A trace of the last of the neuron's own spikes that has arrived at its targets.
# As neurons/arrived_trace is to neurons/spike_trace, so is this one to neurons/nearest_trace.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and its
#   public code (trace pre, which a spike sets when it arrives)
# Stack: with any neuron that spikes

[parameters]
tau_trace = 20*ms       # time constant of the trace

[equations]
dtrace/dt = -trace/tau_trace : 1
arrived : 1             # spikes that arrived in the step before

[every dt]
trace = trace + arrived*(1 - dt/tau_trace - trace)
arrived = 0

[ports]
arrived

[on_presentation_start]
trace = 0

[method]
euler
