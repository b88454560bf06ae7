# Path-integral importance (synaptic intelligence) with task boundaries: turned at an outer signal.
# As synapses/path_integral_importance, but the whole path becomes importance at the end of a
# presentation with modulator(t) > 0, as published. As there, importance never falls below 0, and a path
# that raised the loss takes from what was there before.
# Source: Zenke, Poole & Ganguli (2017), ICML, arXiv:1703.04200, and its public code
# Stack: right after a file that proposes dw in [on_pre], such as synapses/error_driven; before
#   synapses/anchor_at_event, which moves the start of the way

[parameters]
signal_unit  = 0.01     # dw per unit of the learning signal: eta of the file that proposes dw
path_damping = 0.001    # keeps a weight that hardly moved from being infinitely important

[equations]
proposed   : 1          # sum of the proposals in this presentation, while learning
w_last     : 1          # weight at the end of the last presentation
path       : 1          # sum of change times learning signal since the last event
importance : 1          # fall of the loss per squared distance

[initial]
w_last = w

[on_presentation_start]
proposed = 0

[on_pre]
proposed += plastic*dw

[on_presentation_end]
path = path + plastic*proposed*(w - w_last)/signal_unit
w_last = plastic*w + (1 - plastic)*w_last
importance = importance + plastic*int(modulator(t) > 0)*path/((w - w_ref)**2 + path_damping)
importance = importance*int(importance > 0)
path = path*(1 - plastic*int(modulator(t) > 0))
