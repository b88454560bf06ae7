# The first spike of a neuron adds to the share of neurons that are used.
# Source: own
# Stack: from neurons/recruit onto neurons/novelty

[on_pre]
crowding_post += plastic*fresh_pre/N_pre
