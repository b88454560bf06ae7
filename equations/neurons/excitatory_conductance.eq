# An excitatory conductance: it grows at an input spike and decays, in units of the leak conductance.
# Source: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
#   (AMPA); NMDA, the low-passed part, is left out
# Stack: with any neuron

[parameters]
tau_ge = 5*ms           # time constant of the conductance

[equations]
dge/dt = -ge/tau_ge : 1 # excitatory conductance

[ports]
ge

[on_presentation_start]
ge = 0

[method]
euler
