# A weight that turns presynaptic spikes into postsynaptic current.
# The current of the target jumps by w/tau_syn*dt, so that a steady rate r gives a mean current of r*w*dt.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code
# Stack: onto neurons/lif

[parameters]
w_min = -3              # lower bound of the weight
w_max = 3               # upper bound of the weight

[equations]
w : 1                   # weight

[on_pre]
I_post += w*dt/tau_syn_post
