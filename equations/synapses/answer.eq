# A spike of the layer is an answer, and calms the novelty neuron.
# Source: own
# Stack: from neurons/competitor onto neurons/novelty

[on_pre]
answered_post += 1
