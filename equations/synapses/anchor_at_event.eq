# A reference weight that is set to the weight when an outer signal says so.
# The event is a presentation with modulator(t) > 0; w_ref is set at its end. This is the form with task
# boundaries: somebody has to know when a task is over. synapses/consolidation needs nobody.
# Source: Kirkpatrick et al. (2017), PNAS 114:3521, doi:10.1073/pnas.1611835114 (the weights at the end
#   of a task are the anchor of the next)
# Stack: after synapses/transmission; after files of importance that measure the way from w_ref;
#   in place of consolidation

[equations]
w_ref : 1               # weight at the last event

[initial]
w_ref = w

[on_presentation_end]
w_ref = w_ref + plastic*int(modulator(t) > 0)*(w - w_ref)
