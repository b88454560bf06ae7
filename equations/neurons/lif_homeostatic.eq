# Leaky integrate-and-fire neuron whose threshold keeps it at a target number of spikes.
# At the end of a presentation the threshold rises by homeostasis_rate for each spike above the target
# and falls for each one missing; it stays in evaluation. Otherwise as neurons/lif.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet, rule of the threshold); neuron: Zohora et al. (2024),
#   Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (hidden layer)

[parameters]
tau_syn          = 10*ms   # time constant of the synaptic current I
tau_m            = 15*ms   # time constant of the membrane potential v
R                = 1       # membrane resistance: v settles at R*I
v_threshold      = 1       # threshold at the start
v_reset          = 0       # potential after a spike and while refractory
v_floor          = -0.1    # v never falls below this
tau_refractory   = 5*ms    # shortest interval between two spikes
target_spikes    = 1.5     # spikes per presentation that the neuron aims at
homeostasis_rate = 0.001   # rise of the threshold per spike too many
theta_min        = 0.1     # the threshold never falls below this

[equations]
dI/dt = -I/tau_syn : 1
dv/dt = (-v + R*I)/tau_m : 1 (unless refractory)
theta   : 1                # threshold
n_fired : 1                # spikes in this presentation

[every dt]
v = clip(v, v_floor, theta)

[threshold]
v >= theta

[reset]
v = v_reset
n_fired += 1

[refractory]
tau_refractory

[ports]
I

[initial]
theta = v_threshold

[on_presentation_start]
I = 0
v = 0
n_fired = 0

[on_presentation_end]
theta = clip(theta + learning*homeostasis_rate*(n_fired - target_spikes), theta_min, 1000)

[method]
euler
