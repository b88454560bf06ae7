# Gibbs sampling: now and then a unit draws its state anew, 1 with the probability that its current tells.
# Units are updated at random times at a common rate, so that few are in one step. A unit that changes its
# state fires, and tells its partners the change. A presentation begins with the state that is shown,
# which stays while learning is on.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489
#   (recall as sampling from the posterior); updates at random times and the read-out are own
# Stack: after neurons/associative_unit; after a file that adds to current

[parameters]
update_rate = 20*Hz     # updates of a unit; times dt the share of units that draw in one step
burn_in     = 625*ms    # what comes before does not count for active_time

[equations]
change      : 1         # +1 or -1 in the step in which the state changes, else 0
elapsed     : second    # time since the presentation began
active_time : second    # time in state 1 since burn_in
free = (1 - learning)*int(elapsed > 0.5*dt) : 1  # 0 where the state is the one that is shown
p_active = 1/(1 + exp(-clip(current, -50, 50))) : 1

[every dt]
change = (1 - free)*(cue - x) + free*int(rand() < update_rate*dt)*(int(rand() < p_active) - x)
x = x + change
active_time = active_time + x*dt*int(elapsed > burn_in - 0.5*dt)
elapsed = elapsed + dt

[threshold]
abs(change) > 0.5

[on_presentation_start]
x = 0
change = 0
elapsed = 0*second
active_time = 0*second
