# Presynaptic gating: a source that turns on makes a candidate event, and the target's state its direction.
# Potentiation onto an active target, depression onto a silent one; a silent source changes nothing.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489
#   (gated learning of metaplastic synapses)
# Stack: after synapses/recurrent_sums; before synapses/cascade

[on_pre]
dw = int(change_pre > 0.5)*(2*x_post - 1)
