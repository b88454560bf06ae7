# Bistable efficacy moved by calcium: above one threshold it is depressed, above a higher one potentiated.
# Spikes of both neurons leave calcium at the synapse, those of the source after a delay. The more time
# calcium spends above a threshold, the more likely the synapse switches; without calcium both its
# states are stable. The constants are those of the set DP; eight more are in the experiment.
# Source: Graupner & Brunel (2012), PNAS 109:3991, doi:10.1073/pnas.1109359109, noise as in its
#   correction doi:10.1073/pnas.1220044110; constants: public code of M. Graupner

[parameters]
w_min     = 1           # weight of a synapse that is down
w_max     = 5           # weight of a synapse that is up
tau_ca    = 20*ms       # time constant of calcium
ca_in     = 1           # calcium of a spike of the source
ca_out    = 2           # calcium of a spike of the target
ca_delay  = 13.7*ms     # from the source's spike to its calcium
theta_d   = 1           # calcium above which the synapse is depressed
theta_p   = 1.3         # calcium above which it is potentiated
gamma_d   = 200         # strength of depression
gamma_p   = 321.808     # strength of potentiation
sigma     = 2.8284      # noise above each threshold
tau_rho   = 150*second  # time constant of the efficacy
rho_star  = 0.5         # unstable point between the two states

[equations]
dca/dt = -ca/tau_ca : 1
w   : 1                 # weight
rho : 1                 # efficacy; 0 is down, 1 is up
above_d = int(ca > theta_d) : 1
above_p = int(ca > theta_p) : 1
drift = -rho*(1 - rho)*(rho_star - rho) + gamma_p*(1 - rho)*above_p - gamma_d*rho*above_d : 1

[initial]
rho = (w - w_min)/(w_max - w_min)

[delay]
ca_delay

[on_pre]
ca += ca_in

[on_post]
ca += ca_out

[every dt]
rho = rho + plastic*(drift*dt/tau_rho + sigma*sqrt((above_d + above_p)*dt/tau_rho)*randn())
w = w_min + rho*(w_max - w_min)

[method]
exact
