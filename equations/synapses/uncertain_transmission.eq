# Uncertain synapses: a weight with a mean and a standard deviation, drawn anew in each presentation.
# In evaluation the mean is transmitted.
# Source: Bonnet et al. (2025), arXiv:2504.13569, public code (mesu.py): weight = mean + deviation*noise;
#   the mean in evaluation stands in for the average over samples
# Stack: onto neurons/lif

[parameters]
w_min       = -3        # lower bound of the mean
w_max       = 3         # upper bound of the mean
sigma_start = 0.1       # standard deviation before learning

[equations]
w : 1                   # mean of the weight
sigma : 1               # standard deviation of the weight
noise : 1               # this presentation's draw, standard normal

[initial]
sigma = sigma_start

[on_presentation_start]
noise = randn()

[on_pre]
I_post += (w + plastic*sigma*noise)*dt/tau_syn_post
