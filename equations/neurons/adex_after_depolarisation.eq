# AdEx neuron whose spike lasts 2 ms and is followed by a depolarisation and a raised threshold.
# Rules that follow the potential need the course of the spike: v_seen stays at the peak for 1 ms and at
# a second level for 1 ms; these stand for the upswing as integrated once with small steps. Then the
# potential falls to v_after. What the next step sees of the last 2 ms starts from there.
# Source: Clopath, Buesing, Vasilaki & Gerstner (2010), Nat. Neurosci. 13:344, doi:10.1038/nn.2479, and
#   its public code (ModelDB 144566), steps of 1 ms; its jump of the adaptation current, 0.0805 in pA
#   there, is a thousandth of what the unit beside it, nA, would say

[parameters]
C           = 281*pF    # membrane capacitance
g_leak      = 30*nS     # leak conductance
E_leak      = -70.6*mV  # resting potential
v_soft_rest = -50.4*mV  # threshold at rest
v_soft_rise = 20*mV     # by how much a spike raises it
tau_soft    = 50*ms     # time constant of its return
sharpness   = 2*mV      # range of potentials over which a spike begins
v_peak      = 20*mV     # a spike is fired above this potential
v_top       = 29.4*mV   # potential in the first millisecond of a spike
top_rise    = 3.462*mV  # rise from there to the second millisecond
v_after     = -49.5016*mV # potential after a spike
spike_width = 2*ms      # duration of a spike
coupling    = 4*nS      # how much the adaptation current follows the potential
tau_w_adapt = 144*ms    # time constant of the adaptation current
adapt_jump  = 0.0805*pA # rise of the adaptation current per spike
I_after     = 400*pA    # depolarising current after a spike
tau_after   = 40*ms     # time constant of its fall

[equations]
dv/dt = free*(g_leak*(E_leak - v) + I_spike - I_adapt + I_depolarise + I)/C : volt
dI_adapt/dt = free*(coupling*(v - E_leak) - I_adapt)/tau_w_adapt : amp
dI_depolarise/dt = -I_depolarise/tau_after : amp
dv_soft/dt = (v_soft_rest - v_soft)/tau_soft : volt
I : amp                 # synaptic current, of one step
v_seen : volt           # the potential, with the course of the spike
since_spike : second    # time since the last spike; at most a second
ending : 1              # 1 in the last step of a spike
free = int(since_spike > spike_width - 1.5*dt) : 1  # 0 during a spike
I_spike = g_leak*sharpness*exp(clip((v - v_soft)/sharpness, -100, 30)) : amp  # onset of a spike
in_second_half = int(since_spike > 0.5*spike_width - 0.5*dt and since_spike < spike_width - 0.5*dt) : 1

[every dt]
I = 0*pA
since_spike = clip(since_spike + dt, 0*second, 1*second)
v = clip(v, -1*volt, v_top)
v_seen = v + in_second_half*top_rise
ending = free*int(since_spike < spike_width - 0.5*dt)
v += ending*(v_after - v)
v_soft += ending*(v_soft_rest + v_soft_rise - v_soft)
I_adapt += ending*adapt_jump
I_depolarise += ending*(I_after - I_depolarise)

[threshold]
v > v_peak and free > 0.5

[reset]
v = v_top
since_spike = 0*second

[ports]
I

[initial]
v = E_leak
v_seen = E_leak
v_soft = v_soft_rest
since_spike = 1*second

[method]
euler
