# Decorrelation: a neuron that fires beside active neighbours unlearns what made it fire.
# The anti-Hebbian half of SLNID, with lateral inhibition as the other. Each presynaptic spike lowers the
# weight by the target's lateral field, which is the gradient of the published penalty on the products
# of activities; a silent target is left alone, as the derivative of a rectified unit has it.
# Source: Aljundi, Rohrbach & Tuytelaars (2019), ICLR, arXiv:1806.05421; the online form for spikes is own
# Stack: after a file that proposes dw; onto neurons/spike_trace, neurons/lateral_field

[parameters]
decorrelation = 1e-5    # learning rate times twice the strength of the penalty

[on_pre]
dw = dw - decorrelation*field_post*int(trace_post > 0)
