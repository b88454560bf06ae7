# A neuromodulator around the neuron: recent errors raise it, it fades over seconds, across presentations.
# It turns the learning rate up when errors come often, as after a change of the input, and down when
# they are rare.
# Source: own; an error-driven neuromodulation of plasticity is reported for TACOS (Soures et al. 2024,
#   arXiv:2409.00021), whose equation and constants are not known to us
# Stack: with any neuron whose synapses are to be modulated

[parameters]
tau_modulator = 5*second  # how long errors are remembered
usual         = 93*Hz     # rate of errors at which learning has its plain rate
gain_min      = 0.03      # lowest factor on the learning rate
gain_max      = 8         # highest factor on the learning rate

[equations]
dconcentration/dt = -concentration/tau_modulator : Hz  # running mean of the rate of error spikes
modulation : 1            # factor on the learning rate

[every dt]
modulation = clip((concentration/usual)**2, gain_min, gain_max)

[ports]
concentration

[initial]
concentration = usual

[method]
euler
