# Oja's rule: a weight follows the input at its target's spikes, and decays with the square of their number.
# It learns from the mean over a batch, and settles where w is the mean of count times input over the mean
# of the squared count. With counts of spikes this bounds the weights but does not make their norm 1.
# Source: Oja (1982), J. Math. Biol. 15:267, doi:10.1007/BF00275687; with spike counts and batches:
#   Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet), and its public code
# Stack: after synapses/graded_transmission; from neurons/graded_input onto neurons/spike_count, neurons/batch

[parameters]
eta_oja = 0.01          # learning rate, per batch

[equations]
sum_oja : 1             # proposed changes in this batch

[on_presentation_end]
sum_oja = sum_oja + plastic*n_fired_post*(x_pre - n_fired_post*w)
dw = batch_ends_post*eta_oja*sum_oja/batch_post
sum_oja = sum_oja*(1 - plastic*batch_ends_post)
