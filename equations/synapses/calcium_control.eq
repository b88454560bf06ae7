# Calcium control: how much calcium is in the spine says where the weight goes, and how fast.
# Calcium enters through NMDA receptors that the source has opened, the more the less magnesium
# blocks them at the potential of the dendrite. A little of it depresses, much of it potentiates.
# Source: Shouval, Bear & Cooper (2002), PNAS 99:10831, doi:10.1073/pnas.152343099, equations 1 to 5;
#   constants as in an independent replication of its figures (folmez/CaDP-MatLab), which takes the
#   printed value of P2 for a misprint
# In voltage clamp neurons/clamped takes the place of neurons/back_propagating. Steps of 0.2 ms or less.
# Stack: from neurons/nmda_receptors onto neurons/back_propagating

[parameters]
w_min    = 0                              # lower bound of w
w_max    = 1                              # upper bound of w; where much calcium leads
ca_ltd   = 0.35*umolar                    # calcium of depression
ca_ltp   = 0.55*umolar                    # calcium of potentiation
ca_slope = 80/umolar                      # steepness of both
omega_0  = 0.25                           # where the weight goes without calcium
P1       = 0.1*second*umolar**3           # calcium dependence of the pace
P2       = 1e-5*umolar**3                 # sets the pace without calcium, P1/P2 = 10,000 s
P4       = 1*second                       # pace with much calcium
g_nmda   = -0.002*umolar/(ms*mV)          # calcium influx through open receptors
v_ca     = 130*mV                         # reversal potential of calcium
mg       = 1/3.57                         # magnesium over its half block
v_mg     = 1000/62*mV                     # potential that changes the block by a factor of e
tau_ca   = 50*ms                          # time constant of calcium

[equations]
w : 1                                     # weight
ca : mmolar                               # calcium in the spine
v_local = v_post + free_post*epsp_pre : volt
unblocked = 1/(1 + mg*exp(-v_local/v_mg)) : 1
influx = g_nmda*nmda_pre*unblocked*(v_local - v_ca) : mmolar/second
ltd = 1/(1 + exp(-ca_slope*(ca - ca_ltd))) : 1
ltp = 1/(1 + exp(-ca_slope*(ca - ca_ltp))) : 1
omega = omega_0 + ltp - omega_0*ltd : 1   # where the weight goes
tau_w = P1/(P2 + ca**3) + P4 : second     # how slowly

[every dt]
dw = (omega - w)*dt/tau_w
ca = ca + (influx - ca/tau_ca)*dt
