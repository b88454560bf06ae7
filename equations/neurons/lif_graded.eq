# Leaky integrate-and-fire neuron under a graded drive, with inhibition that lasts one step.
# A spike of a neighbour inhibits in the step that follows, so that neurons which fire together do not
# silence each other. The drive arrives in the first step of a presentation and acts from the second on:
# show one step longer than the neuron is to integrate, 51 steps for the 50 of the source, at dt = tau_m/10.
# Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
#   doi:10.1371/journal.pcbi.1002250 (SAILnet), and its public code; tau_m is the unit of time there,
#   10 ms are our own choice; potential, drive and threshold are in units of the input's standard deviation

[parameters]
tau_m       = 10*ms     # time constant of the membrane potential u
theta_start = 2         # threshold at the start

[equations]
drive      : 1          # weighted input; u settles at it if nothing inhibits
inhibition : 1          # weighted spikes of the neighbours in the last step
theta      : 1          # threshold
du/dt = (drive - inhibition - u)/tau_m : 1

[every dt]
inhibition = 0

[threshold]
u >= theta

[reset]
u = u*int(u <= theta)

[ports]
drive
inhibition

[initial]
theta = theta_start

[on_presentation_start]
drive = 0
inhibition = 0
u = 0

[method]
euler
