# A trace of the neuron's last spike alone: 1 at the spike, then it decays.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and its
#   public code (traces pre and post1)
# Stack: with any neuron that spikes

[parameters]
tau_trace = 20*ms       # time constant of the trace

[equations]
dtrace/dt = -trace/tau_trace : 1

[reset]
trace = 1

[on_presentation_start]
trace = 0

[method]
euler
