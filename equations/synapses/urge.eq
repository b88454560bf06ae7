# Novelty urges the whole layer to answer: all bars fall at one pace, so the best match is still first.
# Source: own
# Stack: from neurons/novelty onto neurons/competitor

[on_pre]
urge_post += 1
