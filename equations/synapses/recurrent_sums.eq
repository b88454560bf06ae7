# A weight between two units of an associative memory, and the sums that a unit hears of.
# A unit that turns on or off tells all others; each of them adds or takes away the weight. No unit has a
# synapse with itself: that weight stays 0.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489
#   (recurrent excitation, global inhibition); sums kept by events are own
# Stack: from neurons/gibbs_update onto neurons/gibbs_update

[parameters]
w_min = -1e6            # lower bound of the weight
w_max = 1e6             # upper bound of the weight

[equations]
w : 1                   # weight
other = int(i != j) : 1 # 0 for the unit itself

[on_presentation_start]
weight_sum_post += other*w

[on_pre]
active_post += other*change_pre
excitation_post += other*w*change_pre
