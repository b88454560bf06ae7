# A weight of inhibition: a spike takes w off the drive of its target for one step.
# A neuron does not inhibit itself.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet: the inhibition W a); the upper bound is our own choice
# Stack: onto neurons/lif_graded

[parameters]
w_min = 0               # lower bound of the weight
w_max = 1000            # upper bound of the weight

[equations]
w : 1                   # weight; how much it lowers u is w*dt/tau_m

[on_pre]
inhibition_post += w
