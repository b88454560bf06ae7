# A weight with a fast part: presynaptic spikes become current by w + fast_gain*hebb.
# As synapses/transmission in all else; the fast part stays as it is until synapses/fast_weights moves it.
# Source: Thangarasa, Miconi & Taylor (2020), IJCNN, arXiv:2006.16558 (DHP-Softmax); Zohora et al. (2024),
#   Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (current)
# Stack: onto neurons/lif

[parameters]
w_min = -3              # lower bound of the slow weight
w_max = 3               # upper bound of the slow weight

[equations]
w         : 1           # slow weight
fast_gain : 1           # how much the fast part counts (alpha of the source)
hebb      : 1           # fast part

[initial]
fast_gain = 0.01*rand()

[on_pre]
I_post += (w + fast_gain*hebb)*dt/tau_syn_post
