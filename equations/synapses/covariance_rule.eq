# Covariance rule: two units that leave their mean together, up or down, raise the weight between them.
# One change for each pattern that is presented.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489,
#   and NIPS (2013); the rule goes back to Sejnowski (1977), J. Math. Biol. 4:303
# Stack: after synapses/recurrent_sums

[on_presentation_end]
dw = other*(x_pre - coding_level_pre)*(x_post - coding_level_post)
