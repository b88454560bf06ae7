# A trace of the neuron's own spikes that goes on from one presentation to the next.
# It decays and grows by 1 at each spike; with a time constant of calcium it is the calcium that
# each of the neuron's spikes lets into its synapses, in units of the influx per spike.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code (calcium of postsynaptic spikes); there a variable of every synapse
# Stack: with any neuron that spikes

[parameters]
tau_trace = 48.8*ms     # time constant of the trace

[equations]
dtrace/dt = -trace/tau_trace : 1

[reset]
trace += 1

[method]
exponential_euler
