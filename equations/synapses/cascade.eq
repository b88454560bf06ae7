# Cascade of metaplastic states: two strengths, each with depths from which it is ever harder to leave.
# The changes proposed in a presentation add up to one candidate event. An event against the
# strength turns it with a probability that falls with depth; an event with it leads one deeper.
# Source: Fusi, Drew & Abbott (2005), Neuron 45:599, doi:10.1016/j.neuron.2005.02.001; one event per
#   presentation, its threshold and the strengths are our own choice
# Stack: after synapses/transmission, after a file that proposes dw; last of those that scale it

[parameters]
cascade_weak    = -1    # weight of the weak strength
cascade_strong  = 1     # weight of the strong strength
cascade_depths  = 5     # depths per strength
cascade_x       = 0.5   # factor on the probabilities per depth
cascade_balance = 0.5   # share of potentiating events; x = 0.5 fits 0.5 only
cascade_theta   = 0.01  # smallest sum of proposed changes that makes an event

[equations]
cascade_depth : 1       # 1 ... cascade_depths
cascade_drive : 1       # sum of the proposed changes in this presentation
cascade_event : 1       # +1 or -1 where the last presentation made a transition, else 0
cascade_middle = 0.5*(cascade_weak + cascade_strong) : 1
cascade_side = 2*int(w >= cascade_middle) - 1 : 1  # +1 strong, -1 weak
cascade_push = int(cascade_drive > cascade_theta) - int(cascade_drive < -cascade_theta) : 1
cascade_last = int(cascade_depth > cascade_depths - 0.5) : 1  # 1 at the greatest depth, else 0
cascade_rare = exp(log(cascade_x)*(cascade_depth - 1)) : 1  # x**(depth - 1), but faster
# Probability of a change of strength, and of a step deeper.
cascade_turn = cascade_rare/(1 - cascade_x*cascade_last) : 1
cascade_rest = 1/cascade_balance - 1 : 1  # depressing events for each potentiating one
cascade_odds = int(cascade_side > 0)*cascade_rest + int(cascade_side < 0)/cascade_rest : 1
cascade_sink = (1 - cascade_last)*cascade_odds*cascade_rare*cascade_x/(1 - cascade_x) : 1
cascade_against = int(cascade_push == -cascade_side) : 1
cascade_along = int(cascade_push == cascade_side) : 1
cascade_p = cascade_against*cascade_turn + cascade_along*cascade_sink : 1

[initial]
cascade_depth = 1

[on_presentation_start]
cascade_drive = 0

[on_pre]
cascade_drive = cascade_drive + plastic*dw
dw = 0*dw

[on_presentation_end]
cascade_event = plastic*cascade_push*int(rand() < cascade_p)
cascade_depth += int(cascade_event == -cascade_side)*(1 - cascade_depth)
cascade_depth += int(cascade_event == cascade_side)
w = w + abs(cascade_event)*(cascade_middle + 0.5*cascade_event*(cascade_strong - cascade_weak) - w)
