# Fast weights (differentiable Hebbian plasticity): a trace of the source for each class, and its gain.
# At the end of a presentation, only where the teacher named the target, hebb moves towards the trace of
# the source: it becomes the mean activity of the class. The gain learns from the error that also trains
# the slow weight. Published with the class mean of a batch and a learned hebb_share; here the batch is
# one presentation, and hebb_share is given: it is one number for all synapses, whose gradient is a sum
# over all of them that no synapse can know.
# Source: Thangarasa, Miconi & Taylor (2020), IJCNN, arXiv:2006.16558 (DHP-Softmax)
# Stack: after synapses/transmission_fast; from neurons/spike_trace onto neurons/error_signal,
#   neurons/class_gate

[parameters]
hebb_share    = 0.01       # share of the difference that hebb makes good per presentation of its class
gain_eta      = 0.0001     # learning rate of the gain
fast_gain_max = 1          # bound of the gain to both sides

[on_pre]
fast_gain = clip(fast_gain - plastic*gain_eta*error_post*hebb, -fast_gain_max, fast_gain_max)

[on_presentation_end]
hebb = hebb + plastic*hebb_share*int(taught_post > 0)*(trace_pre - hebb)
