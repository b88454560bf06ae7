# Proteins for lasting changes: made while many of the neuron's synapses are tagged.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199)
# Stack: with any neuron that spikes

[parameters]
tau_make  = 360*second   # time constant of the making of protein
tau_decay = 3600*second  # time constant of its decay
theta_tags = 60          # tags above which protein is made

[equations]
n_tags : 1               # synapses with a tag
dprotein/dt = int(n_tags > theta_tags)*(1 - protein)/tau_make - protein/tau_decay : 1

[ports]
n_tags

[method]
euler
