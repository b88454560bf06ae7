# Spikes at prescribed times: bursts of evenly spaced pulses, each neuron its own.
# A pulse falls on the step nearest to it. Everything is in time since the run began, so a protocol
# is one long presentation. The times are given as starting values of the neurons.
# Source: own

[equations]
onset    : second       # of the first pulse
interval : second       # between the pulses of a burst; at least one step
n_pulses : 1            # in a burst
period   : second       # from the first pulse of a burst to that of the next
n_bursts : 1
n_sent   : 1            # pulses so far
since = t - onset + 0.5*dt : second
burst = floor(since/period) : 1                    # bursts before this one
pulse = floor((since - burst*period)/interval) : 1 # pulses of the burst before this one
in_burst = int(burst < n_bursts)*clip(pulse + 1, 0, n_pulses) : 1
n_due = int(since >= 0*second)*(clip(burst, 0, n_bursts)*n_pulses + in_burst) : 1

[threshold]
n_due > n_sent + 0.5

[reset]
n_sent += 1

[initial]
interval = 1*second
n_pulses = 1
period = 1*second
n_bursts = 1
