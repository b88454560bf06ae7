# A second, slower trace of the neuron's last spike: at a spike it still tells of the one before.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and its
#   public code (trace post2)
# Stack: with any neuron that spikes

[parameters]
tau_slow = 40*ms        # time constant of the slow trace

[equations]
dslow_trace/dt = -slow_trace/tau_slow : 1

[reset]
slow_trace = 1

[on_presentation_start]
slow_trace = 0

[method]
euler
