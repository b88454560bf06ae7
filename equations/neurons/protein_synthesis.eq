# Proteins for lasting changes: made while the neuron's synapses deviate much from their rest.
# The deviation is the sum over all synapses of abs(h - h_0), which synapses/late_phase brings; above
# its threshold the amount of protein goes to 1, below it to 0.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code
# Stack: with any neuron that spikes

[parameters]
tau_protein   = 3600*second  # time constant of the amount of protein
theta_protein = 2.10037*mV   # summed deviation above which protein is made; 0.5*h_0

[equations]
deviation : volt             # summed deviation of the early-phase weights
dprotein/dt = (int(deviation > theta_protein) - protein)/tau_protein : 1

[ports]
deviation

[method]
exponential_euler
