# A low-pass of the neuron's own spikes, each a pulse of height 1 and 1 ms.
# It starts to rise two steps after the spike, when the spike has done what it does to the target: a
# synapse that reads it finds it as it was before the spike.
# Source: Clopath et al. (2008), PLoS Comput. Biol. 4:e1000248, doi:10.1371/journal.pcbi.1000248, and
#   the authors' public code (ModelDB 118199): a spike adds 0.01, not 1
# Stack: with any neuron that spikes

[parameters]
tau_lowpass = 100*ms    # time constant of the low-pass
pulse_width = 1*ms      # duration of a pulse of height 1

[equations]
dlowpass/dt = (heard*pulse_width/dt - lowpass)/tau_lowpass : 1
spiked : 1              # 1 from the spike to the next step
heard  : 1              # 1 in the step after it

[reset]
spiked = 1

[every dt]
heard = spiked
spiked = 0

[method]
euler
