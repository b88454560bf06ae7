# Linear Poisson neuron: its rate is a baseline plus a gain times its excitatory conductance.
# Each step of dt holds a spike with probability rate*dt. With a gain of 0 the neuron fires at a rate
# of its own, whatever its input does: what a rule of plasticity does at given rates is measured so.
# Source: Kempter, Gerstner & van Hemmen (1999), Phys. Rev. E 59:4498, doi:10.1103/PhysRevE.59.4498
#   (linear Poisson neuron); the gain is our own choice
# Stack: after neurons/excitatory_conductance

[parameters]
gain = 25*Hz            # rise of the rate with a conductance of one leak conductance

[equations]
baseline : Hz           # rate without input
rate = baseline + gain*ge : Hz

[threshold]
rand() < rate*dt
