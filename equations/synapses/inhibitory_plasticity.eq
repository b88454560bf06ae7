# Inhibitory plasticity that holds a population at a target rate: spikes that come close together make
# inhibition grow while the population fires too fast, and shrink while it fires too slowly.
# A source spike counts even without any target spike, so silent targets lose or gain inhibition too.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code; after
#   Vogels et al. (2011), Science 334:1569, doi:10.1126/science.1211095
# Stack: after synapses/inhibition; from neurons/spike_trace onto neurons/spike_trace, neurons/population_rate

[parameters]
eta         = 2e-5      # change per source spike when the population fires at twice its target rate
target_rate = 4*Hz      # mean rate of the population that is aimed at
w_min       = 0         # lower bound of the weight
w_max       = 5         # upper bound of the weight

[equations]
rate_error = population_rate_post/target_rate - 1 : 1 # how much too fast, as a share of the target

[on_pre]
dw = eta*rate_error*(trace_post + 1)

[on_post]
dw = eta*rate_error*trace_pre
