# A spike of the layer is an answer, and calms whoever waits for it.
# Source: own
# Stack: onto neurons/novelty, neurons/insistent_rate

[on_pre]
answered_post += 1
