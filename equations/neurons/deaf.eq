# Takes the currents and conductances of its synapses and does nothing with them.
# Source: own
# Stack: with a neuron that fires when it is told to, such as neurons/prescribed_spikes

[parameters]
tau_syn = 10*ms         # what synapses divide by that add to the current

[equations]
I  : 1                  # current
ge : 1                  # excitatory conductance
gi : 1                  # inhibitory conductance

[ports]
I
ge
gi
