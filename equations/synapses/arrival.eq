# Tells a neuron that one of its own spikes has arrived.
# Source: own
# Stack: from a population onto itself, one to one; onto neurons/arrived_trace or
#   neurons/arrived_nearest_trace; with the delay of the synapses whose rule reads the trace

[on_pre]
arrived_post += 1
