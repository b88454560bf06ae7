# Two-state synapse: weak or strong, and nothing else to remember by.
# The changes proposed in a presentation add up to one candidate event, which takes the synapse to the
# state it asks for with a fixed probability. What was stored fades exponentially: a synapse that
# learns fast forgets fast.
# Source: Amit & Fusi (1994), Neural Comput. 6:957, doi:10.1162/neco.1994.6.5.957; one event per
#   presentation, its threshold and the strengths are our own choice
# Stack: after synapses/transmission, after a file that proposes dw; last of those that scale it

[parameters]
switch_weak   = -1      # weight of the weak state
switch_strong = 1       # weight of the strong state
switch_p      = 0.1     # probability that an event takes the synapse to its side
switch_theta  = 0.01    # smallest sum of proposed changes that makes an event

[equations]
switch_drive : 1        # sum of the proposed changes in this presentation
switch_push = int(switch_drive > switch_theta) - int(switch_drive < -switch_theta) : 1
switch_goal = 0.5*(switch_weak + switch_strong + switch_push*(switch_strong - switch_weak)) : 1

[on_presentation_start]
switch_drive = 0

[on_pre]
switch_drive = switch_drive + plastic*dw
dw = 0*dw

[on_presentation_end]
w = w + plastic*abs(switch_push)*int(rand() < switch_p)*(switch_goal - w)
