# The learning signal of a neuron: a leaky sum of error spikes, gated by the neuron's own current.
# Only a neuron whose current is in its sensitive window learns; the window stands in for the
# derivative of the activation function.
# Source: Neftci et al. (2017), Front. Neurosci. 11:324, doi:10.3389/fnins.2017.00324, eq. (4) and (5);
#   constants: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code
# Stack: after neurons/lif

[parameters]
tau_U = 15*ms           # time constant of the error potential U
I_min = -4              # lower end of the window on I
I_max = 4               # upper end of the window on I

[equations]
dU/dt = -U/tau_U : 1
error : 1               # U inside the window, else 0

[every dt]
error = U*int(I > I_min)*int(I < I_max)

[ports]
U

[on_presentation_start]
U = 0
error = 0
