# A trace of the neuron's own spikes that starts some time after the spike.
# The spikes come back to the neuron by synapses/delayed_trace from the neuron onto itself; the trace
# is the calcium that they let into the neuron's synapses, in units of the influx per spike.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code (calcium of presynaptic spikes); there a variable of every synapse
# Stack: with any neuron that spikes

[parameters]
tau_late = 48.8*ms      # time constant of the trace

[equations]
dlate_trace/dt = -late_trace/tau_late : 1

[ports]
late_trace

[method]
exponential_euler
