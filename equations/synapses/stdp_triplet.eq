# Spike-timing-dependent plasticity driven by target spikes: one pre- and two postsynaptic traces.
# At a target spike the weight grows with the source's trace, but only where the target fired shortly
# before as well; at a source spike it shrinks a little. A source without recent spikes changes
# nothing.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, public code;
#   after Pfister & Gerstner (2006), J. Neurosci. 26:9673, doi:10.1523/JNEUROSCI.1425-06.2006
# Stack: after synapses/excitation; from neurons/nearest_trace onto neurons/nearest_trace, neurons/slow_nearest_trace

[parameters]
pre_nu  = 0.0001        # learning rate at a source spike
post_nu = 0.01          # learning rate at a target spike

[on_pre]
dw = -pre_nu*trace_post

[on_post]
dw = post_nu*trace_pre*slow_trace_post
