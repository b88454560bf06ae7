# Inhibition by the whole memory: every unit hears of the sum of all weights, and of that of active units.
# As a projection after synapses/recurrent_sums, whose sums it passes on.
# Source: own; from neurons/recall_correlated
# Stack: from neurons/recall_correlated onto neurons/recall_correlated, neurons/gibbs_update

[on_presentation_start]
total_weight_post += weight_sum_pre

[on_pre]
active_weight_post += int(i != j)*weight_sum_pre*change_pre
