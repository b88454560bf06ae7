# Binary synapses: the sign of the weight is transmitted, its size stays hidden.
# The hidden weight learns in small steps; the target sees a change only where the sign changes.
# Source: Laborieux et al. (2021), Nat. Commun. 12:2549, doi:10.1038/s41467-021-22768-y; the scale is
#   our own choice, the current is that of synapses/transmission
# Stack: onto neurons/lif

[parameters]
w_min        = -3       # lower bound of the hidden weight
w_max        = 3        # upper bound of the hidden weight
binary_scale = 1        # size of the transmitted weight

[equations]
w : 1                   # hidden weight; 0 counts as positive

[on_pre]
I_post += binary_scale*(2*int(w >= 0) - 1)*dt/tau_syn_post
