# Foldiak's anti-Hebbian rule: neurons that fire in the same presentations come to inhibit each other.
# The weight grows by the mean product of both counts over a batch, less the product that independent
# neurons would have. It settles where the two are equal, or at 0.
# Source: Foldiak (1990), Biol. Cybern. 64:165, doi:10.1007/BF02331346; with spike counts and batches:
#   Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet), and its public code
# Stack: after synapses/pulse_inhibition; from neurons/spike_count onto neurons/spike_count, neurons/batch

[parameters]
eta_foldiak = 1         # learning rate, per batch
pair_target = 0.05**2   # mean product of the counts of independent neurons: their target_spikes squared

[equations]
others : 1 (constant)   # 0 from a neuron to itself, else 1
sum_pair : 1            # products of both counts in this batch

[initial]
others = int(i != j)

[on_presentation_end]
sum_pair = sum_pair + plastic*others*n_fired_pre*n_fired_post
dw = batch_ends_post*others*eta_foldiak*(sum_pair/batch_post - pair_target)
sum_pair = sum_pair*(1 - plastic*batch_ends_post)
