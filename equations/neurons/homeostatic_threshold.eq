# A threshold that keeps its neuron at a target number of spikes per presentation.
# At the end of a batch it rises by theta_rate for each spike above the target, in the mean over the batch.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet), and its public code
# Stack: after neurons/lif_graded, neurons/spike_count, neurons/batch

[parameters]
target_spikes = 0.05    # spikes per presentation that the neuron aims at
theta_rate    = 0.1     # rise of the threshold per spike too many

[equations]
sum_fired : 1           # spikes in this batch

[on_presentation_end]
sum_fired = sum_fired + learning*n_fired
theta = theta + learning*batch_ends*theta_rate*(sum_fired/batch - target_spikes)
sum_fired = sum_fired*(1 - learning*batch_ends)
