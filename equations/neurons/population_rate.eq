# The neuron knows how fast a whole population fires: the mean rate of its neurons, averaged over seconds.
# It grows at each spike of that population and decays; who tells it is synapses/population_rate.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
#   (global secreted factor); there a count of spikes, here a rate in Hz
# Stack: with any neuron

[parameters]
tau_population = 10*second # time over which the rate is averaged

[equations]
dpopulation_rate/dt = -population_rate/tau_population : Hz

[ports]
population_rate

[method]
euler
