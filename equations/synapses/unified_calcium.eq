# Calcium-dependent plasticity: the level of calcium in the spine decides what becomes of the weight.
# Calcium enters through NMDA receptors that a presynaptic spike opened and a back-propagating spike freed
# of magnesium. Moderate levels depress, high ones potentiate, and the pace is in proportion to it. A
# presynaptic spike long before a postsynaptic one leads to moderate calcium too: a second window
# of depression. The conductance of the receptors sets where on this curve a synapse works.
# Source: Yeung, Shouval, Blais & Cooper (2004), PNAS 101:14943, doi:10.1073/pnas.0405555101; constants:
#   public code of B. Blais, a co-author (Plasticnet, splikes), but for learning_rate, there 0.02/(uM ms)
# Stack: from neurons/nmda_saturating onto neurons/nmda_metaplastic

[parameters]
w_min         = 0                    # lower bound of the weight
w_max         = 1                    # upper bound of the weight
tau_ca        = 20*ms                # time constant of calcium
ltd_level     = 0.25*umolar          # calcium at which depression is half of its greatest
ltp_level     = 0.4*umolar           # calcium at which potentiation is half of its greatest
ltd_slope     = 60/umolar            # steepness of the onset of depression
ltp_slope     = 20/umolar            # steepness of the onset of potentiation
ltd_depth     = 0.5                  # greatest depression, in units of the greatest potentiation
learning_rate = 2e-4/(umolar*ms)     # pace of the weight per calcium
weight_decay  = 0                    # pull of the weight to 0, in units of the greatest potentiation

[equations]
w : 1                                # weight
dca/dt = (nmda_fast_pre + nmda_slow_pre)*calcium_drive_post - ca/tau_ca : mmolar  # calcium of the spine
depressed = ltd_depth/(1 + exp(-ltd_slope*(ca - ltd_level))) : 1
potentiated = 1/(1 + exp(-ltp_slope*(ca - ltp_level))) : 1
omega = potentiated - depressed : 1  # where the weight is drawn

[every dt]
dw = learning_rate*ca*(omega - weight_decay*w)*dt

[method]
exponential_euler
