# Brings a neuron's spikes back to its own trace, 18.8 ms later.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code (delay of the presynaptic calcium influx)
# Stack: from a population onto itself, one to one; onto neurons/delayed_trace

[on_pre]
late_trace_post += 1

[delay]
18.8*ms
