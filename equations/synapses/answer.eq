# A spike of the layer is an answer: it calms the novelty neuron, and the input that waits for it.
# Source: own
# Stack: from neurons/competitor onto neurons/novelty, neurons/regular_until_answered

[on_pre]
answered_post += 1
