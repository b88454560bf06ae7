# Metaplastic NMDA conductance: receptors are inserted at a steady pace, and removed by depolarisation.
# An active neuron keeps fewer of them, so that it takes more activity to reach the calcium level of
# potentiation: the threshold between depression and potentiation slides, as in the BCM theory. The
# conductance settles at nmda_pool/(1 + removal/insertion*<depolarisation**2>). All synapses of a neuron
# see the same potential, so one conductance each neuron stands for them all.
# Source: Yeung, Shouval, Blais & Cooper (2004), PNAS 101:14943, doi:10.1073/pnas.0405555101; constants:
#   public code of B. Blais, a co-author (Plasticnet, splikes), but for insertion and removal, whose
#   published values are not known to us and which are our own choice
# Stack: after neurons/back_propagating_sum

[parameters]
nmda_pool    = -0.0045*umolar/(ms*mV) # conductance with all receptors inserted; negative for an influx
insertion    = 1e-5/ms                # pace at which receptors are inserted
removal      = 8e-8/(ms*mV**2)        # pace at which depolarisation removes them
v_calcium    = 130*mV                 # reversal potential of calcium
magnesium    = 1*mmolar               # concentration outside, which blocks the receptors
mg_half      = 3.57*mmolar            # of it that blocks half of them at 0 mV
mg_slope     = 0.062/mV               # how steeply depolarisation frees them

[equations]
g_nmda : mmolar/second/volt           # conductance, at most the pool
unblocked = 1/(1 + magnesium/mg_half*exp(-mg_slope*v_dendrite)) : 1
calcium_drive = g_nmda*unblocked*(v_dendrite - v_calcium) : mmolar/second # influx with all receptors open

[initial]
g_nmda = -0.0025*umolar/(ms*mV)

[every dt]
g_nmda += learning*dt*(insertion*(nmda_pool - g_nmda) - removal*depolarisation**2*g_nmda)
