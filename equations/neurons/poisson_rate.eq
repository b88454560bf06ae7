# Poisson spikes at the rate of the stimulus, one input neuron a pixel.
# Each step of dt holds a spike with probability rate*dt.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (input layer)

[threshold]
rand() < stimulus(t, i)*dt
