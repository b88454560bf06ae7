# Hebb rule: two units that are active together raise the weight between them by 1.
# One change for each pattern that is presented.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489,
#   and NIPS (2013); the rule goes back to Hebb (1949), The Organization of Behavior
# Stack: after synapses/recurrent_sums

[on_presentation_end]
dw = other*x_pre*x_post
