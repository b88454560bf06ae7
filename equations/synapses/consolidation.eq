# Consolidation: a slow reference weight follows the weight.
# Source: own; the two-weight structure is reported for TACOS (Soures et al. 2024, arXiv:2409.00021),
#   whose constants are not known to us; see Leimer et al. (2019), arXiv:1906.09908, for a relative
# Stack: after synapses/transmission

[parameters]
alpha = 0.02            # share of the difference that w_ref makes good per presentation

[equations]
w_ref : 1               # reference weight

[initial]
w_ref = w

[on_presentation_end]
w_ref = w_ref + plastic*alpha*(w - w_ref)
