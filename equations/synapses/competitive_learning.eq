# Competitive learning: the neuron that answers first moves its weights towards the input.
# The input is the count of spikes over what an input of length 1 would give per unit; the loss in
# proportion to the match keeps the weights near length 1. Alone, a win takes the input over whole.
# Source: Rumelhart & Zipser (1985), Cogn. Sci. 9:75, doi:10.1207/s15516709cog0901_5; the loss: Oja
#   (1982), J. Math. Biol. 15:267, doi:10.1007/BF00275687, here of one winner, whose output counts as 1
# Stack: after synapses/matching; before a file that sets the pace, such as use_metaplasticity; from
#   neurons/spike_count onto neurons/competitor

[equations]
seen = n_fired_pre/(input_norm_post*elapsed_post) : 1
match = drive_post/(input_norm_post*elapsed_post) : 1
loss = int(wins_post < 0.5) + int(wins_post > 0.5)*match : 1  # all of w at the first win
pull = first_post*(seen - loss*w) : 1

[on_post]
dw = pull
