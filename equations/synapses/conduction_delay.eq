# A spike takes its time to the target, the same for all synapses.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, public code,
#   which draws delays from 0 to 10 ms; here all have the mean
# Stack: after any synapses that transmit spikes

[parameters]
conduction = 5*ms       # from a source's spike to its effect on the target

[delay]
conduction
