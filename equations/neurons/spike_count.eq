# Counts the neuron's own spikes in the running presentation.
# Source: own
# Stack: with any neuron that spikes

[equations]
n_fired : 1             # spikes since the presentation began

[reset]
n_fired += 1

[on_presentation_start]
n_fired = 0
