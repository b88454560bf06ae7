# Write protection: weight, tag and scaffold, each bistable and held by the next slower one.
# Each has a well at -1 and one at 1. The tag pulls the weight back unless the gate is open; then it
# follows the weight itself. The scaffold holds the tag unless there is dopamine; then it follows it.
# Source: Ziegler et al. (2015), J. Neurosci. 35:1319, doi:10.1523/JNEUROSCI.3989-14.2015, and the
#   authors' public code (zynapse), its wells moved to -1 and 1. Only what goes on between stimuli:
#   the spikes that move the weight and open the gate are not part of this file
# Stack: onto neurons/dopamine

[parameters]
tau_well  = 200*second        # time constant of all three
follow    = 0.875             # strength with which tag and scaffold follow through an open gate
hold_weight = 0.325           # strength with which the tag holds the weight
hold_tag  = 0.2375            # strength with which the scaffold holds the tag
well_noise = 0.01*second**-0.5 # strength of the noise on each of the three
tau_gate  = 600*second        # time constant of the trace that keeps the gate open
theta_gate = 0.37             # trace above which it is open

[equations]
dw/dt = plastic*(w - w*w*w - (1 - gate)*hold_weight*(w - tag))/tau_well : 1 (clock-driven)
dtag/dt = plastic*(tag - tag*tag*tag + gate*follow*(w - tag) - (1 - dopamine_post)*hold_tag*(tag - scaffold))/tau_well : 1 (clock-driven)
dscaffold/dt = plastic*(scaffold - scaffold*scaffold*scaffold + dopamine_post*follow*(tag - scaffold))/tau_well : 1 (clock-driven)
dgate_trace/dt = -plastic*gate_trace/tau_gate : 1 (clock-driven)
gate = int(gate_trace > theta_gate) : 1  # 1 while it is open, else 0

[initial]
w = -1
tag = -1
scaffold = -1

[every dt]
w = w + plastic*well_noise*sqrt(dt)*randn()
tag = tag + plastic*well_noise*sqrt(dt)*randn()
scaffold = scaffold + plastic*well_noise*sqrt(dt)*randn()

[method]
euler
