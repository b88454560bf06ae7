# Adaptive exponential integrate-and-fire neuron (AdEx).
# Near the threshold the potential grows exponentially; once it has passed v_peak, the spike is over and
# only its reset is left. The adaptation current follows the potential and jumps at each spike.
# Source: Brette & Gerstner (2005), J. Neurophysiol. 94:3637, doi:10.1152/jn.00686.2005

[parameters]
C           = 281*pF     # membrane capacitance
g_leak      = 30*nS      # leak conductance
E_leak      = -70.6*mV   # resting potential
v_soft      = -50.4*mV   # threshold: here the exponential term equals g_leak*sharpness
sharpness   = 2*mV       # range of potentials over which a spike begins
v_peak      = 20*mV      # a spike is fired above this potential
v_reset     = -70.6*mV   # potential after a spike
coupling    = 4*nS       # how much the adaptation current follows the potential
tau_w_adapt = 144*ms    # time constant of the adaptation current
adapt_jump  = 80.5*pA    # rise of the adaptation current per spike

[equations]
dv/dt = (g_leak*(E_leak - v) + I_spike - I_adapt + I_injected + I)/C : volt
dI_adapt/dt = (coupling*(v - E_leak) - I_adapt)/tau_w_adapt : amp
I : amp                 # synaptic current, of one step
I_injected : amp        # current from outside, each neuron its own; a starting value
I_spike = g_leak*sharpness*exp(clip((v - v_soft)/sharpness, -100, 30)) : amp  # onset of a spike

[every dt]
I = 0*pA

[threshold]
v > v_peak

[reset]
v = v_reset
I_adapt += adapt_jump

[ports]
I

[initial]
v = E_leak

[method]
euler
