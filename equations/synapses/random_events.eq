# Random candidate events: each presynaptic spike asks every synapse for more or for less, by chance.
# With one spike in each presentation this is the stream of memories of the theories of capacity: a
# memory is what all synapses were asked for at one time, and all that follow overwrite it.
# Source: Fusi, Drew & Abbott (2005), Neuron 45:599, doi:10.1016/j.neuron.2005.02.001
# Stack: after synapses/transmission, before a file that keeps the changes

[parameters]
event_share = 0.5       # share of potentiating events
event_size  = 1         # size of the proposed change

[equations]
event : 1               # +1 or -1 where this presentation made a candidate event, else 0

[on_presentation_start]
event = 0

[on_pre]
event = 2*int(rand() < event_share) - 1
dw = event_size*event
