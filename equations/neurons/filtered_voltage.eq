# Two running means of the potential, one for depression and one for potentiation, each 3 ms late.
# The delay keeps a spike from meeting its own trace. The growth that an active source would bring is
# the same for all synapses of the neuron, but for the source's own trace.
# Source: Clopath, Buesing, Vasilaki & Gerstner (2010), Nat. Neurosci. 13:344, doi:10.1038/nn.2479; the
#   delay: its public code (ModelDB 144566)
# Stack: after neurons/adex_after_depolarisation

[parameters]
theta_minus = -70.6*mV  # running means below this change nothing
theta_plus  = -45.3*mV  # potentials below this make nothing grow
tau_minus   = 10*ms     # time constant of the running mean for depression
tau_plus    = 7*ms      # time constant of the running mean for potentiation

[equations]
du_minus/dt = (v_seen - u_minus)/tau_minus : volt
du_plus/dt = (v_seen - u_plus)/tau_plus : volt
minus_1 : volt          # u_minus at the last full millisecond
minus_2 : volt          # ... and one before
minus_3 : volt          # ... two before
minus_4 : volt          # ... three before
plus_1  : volt          # u_plus at the last full millisecond
plus_2  : volt          # ... and one before
plus_3  : volt          # ... two before
plus_4  : volt          # ... three before
depression = clip(minus_4 - theta_minus, 0*mV, 1*volt) : volt
potentiation = clip(v_seen - theta_plus, 0*mV, 1*volt)*clip(plus_4 - theta_minus, 0*mV, 1*volt) : volt**2

[every 1*ms]
minus_4 = minus_3
minus_3 = minus_2
minus_2 = minus_1
minus_1 = u_minus
plus_4 = plus_3
plus_3 = plus_2
plus_2 = plus_1
plus_1 = u_plus

[initial]
u_minus = E_leak
u_plus = E_leak
minus_1 = E_leak
minus_2 = E_leak
minus_3 = E_leak
minus_4 = E_leak
plus_1 = E_leak
plus_2 = E_leak
plus_3 = E_leak
plus_4 = E_leak
