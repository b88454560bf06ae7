# A neuron that repeats, one step later, the spikes that synapses/spike_copy brings it.
# Several copies in one step are one spike.
# Source: own; correlated spike trains from a common source: Kuhn, Aertsen & Rotter (2003), Neural
#   Comput. 15:67, doi:10.1162/089976603321043702

[equations]
copies : 1              # spikes that came in the step before
due    : 1              # 1 in the step of a spike, else 0

[every dt]
due = int(copies > 0.5)
copies = 0

[threshold]
due > 0.5

[ports]
copies
