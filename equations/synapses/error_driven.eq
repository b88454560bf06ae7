# Error-driven learning: each presynaptic spike changes the weight against the target's error.
# Source: Neftci et al. (2017), Front. Neurosci. 11:324, doi:10.3389/fnins.2017.00324, eq. (5)
# Stack: after synapses/transmission; onto neurons/error_signal

[parameters]
eta = 0.01              # learning rate

[on_pre]
dw = -eta*error_post
