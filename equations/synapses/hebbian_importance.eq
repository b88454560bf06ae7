# Local Hebbian importance: a synapse matters if its two neurons are active together.
# For rectified units 2*x*y is the gradient of the squared length of a layer's output, so its mean says
# how much the layer's function would change with this weight. It needs neither labels nor errors, and
# goes on while learning is off. The published mean is taken in a pass over the data after each task;
# here it is a slow running mean over presentations, from the traces at their end. It grows with the
# square of the rates, so a strength fits one layer only.
# Source: Aljundi et al. (2018), ECCV, arXiv:1711.09601, local version (l-MAS); the running mean is own
# Stack: after synapses/transmission; from neurons/spike_trace onto neurons/spike_trace

[parameters]
importance_share  = 0.001  # share of the difference that importance makes good per presentation
importance_switch = 1      # 1: updated in any presentation, learning or not; 0: held

[equations]
importance : 1             # running mean of 2*x*y

[on_presentation_end]
importance = importance + importance_switch*importance_share*(2*trace_pre*trace_post - importance)
