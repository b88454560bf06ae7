# A neuron in voltage clamp: its potential is what the experimenter sets as a starting value.
# Source: own
# Stack: with any neuron that spikes and has no potential of its own, such as neurons/prescribed_spikes

[equations]
v : volt
free = 0 : 1            # synapses cannot move the potential

[initial]
v = -65*mV
