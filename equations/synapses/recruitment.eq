# Novelty calls the next unused neuron, but only while learning is on.
# Source: own
# Stack: from neurons/novelty onto neurons/recruit

[on_pre]
call_post += plastic
