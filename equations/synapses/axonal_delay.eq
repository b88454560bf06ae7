# A spike takes 3 ms along the axon to its target, the same for all synapses.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code
# Stack: after any synapses that transmit spikes

[delay]
3*ms
