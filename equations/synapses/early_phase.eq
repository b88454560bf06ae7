# Early-phase plasticity by calcium: strong influx potentiates, moderate influx depresses.
# Spikes of both neurons let calcium in. Above one threshold the weight h falls towards 0, above a
# higher one it rises towards h_max as well and faster; without calcium it comes back to h_0 within
# hours. White noise goes with either.
# Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and the
#   authors' public code; calcium rule: Graupner & Brunel (2012), PNAS 109:3991,
#   doi:10.1073/pnas.1109359109. The calcium is the sum of two traces of the neurons
# Stack: from neurons/delayed_trace onto neurons/lif_psp with neurons/lasting_trace

[parameters]
h_0         = 4.20075*mV    # weight at rest
h_max       = 10*mV         # weight that potentiation alone would lead to
tau_h       = 688.4*second  # time constant that all rates are divided by
recovery    = 0.1           # rate of the way back to h_0
gamma_p     = 1645.6        # rate of potentiation
gamma_d     = 313.1         # rate of depression
theta_p     = 3.0           # calcium above which the synapse is potentiated
theta_d     = 1.2           # calcium above which it is depressed
ca_in       = 1.0           # calcium per presynaptic spike
ca_out      = 0.2758        # calcium per postsynaptic spike
sigma_h     = 2.90436*mV    # strength of the noise while calcium is above a threshold

[equations]
calcium = ca_in*late_trace_pre + ca_out*trace_post : 1
rising  = int(calcium > theta_p) : 1
falling = int(calcium > theta_d) : 1
dh/dt = plastic*(recovery*(h_0 - h) + gamma_p*rising*(h_max - h) - gamma_d*falling*h)/tau_h : volt (clock-driven)

[initial]
h = h_0

[on_pre]
psp_post += h

[every dt]
h = h + plastic*sigma_h*sqrt((rising + falling)*dt/tau_h)*randn()

[method]
euler
