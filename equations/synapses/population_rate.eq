# Tells the target neuron how fast the source population fires.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
#   (global secreted factor)
# Stack: onto neurons/population_rate

[on_pre]
population_rate_post += 1/(N_pre*tau_population_post)
