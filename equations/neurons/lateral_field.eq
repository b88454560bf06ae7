# The lateral field of a neuron: how active its neighbours are, important ones counted less.
# It collects what synapses/lateral_field brings and fades as the traces of the neighbours do, so that it
# is the sum of their traces, each times closeness and both discounts.
# Source: Aljundi, Rohrbach & Tuytelaars (2019), ICLR, arXiv:1806.05421 (SLNID: the gradient of the
#   penalty with respect to a neuron's activity is twice this field)
# Stack: with any neuron that spikes

[parameters]
tau_field = 25*ms       # time constant; that of the neighbours' trace

[equations]
dfield/dt = -field/tau_field : 1

[ports]
field

[on_presentation_start]
field = 0

[method]
euler
