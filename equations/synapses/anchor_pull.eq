# A pull to the reference weight, the stronger the more important the synapse is.
# Once a presentation, w follows the gradient of the penalty lam*importance*(w - w_ref)**2 for as long as
# one step of learning lasts. The step is worked out exactly, w - w_ref shrinks by
# exp(-2*pull_strength*importance), so it never overshoots, however large the strength.
# Source: Kirkpatrick et al. (2017), PNAS 114:3521, doi:10.1073/pnas.1611835114; Zenke, Poole & Ganguli
#   (2017), arXiv:1703.04200; Aljundi et al. (2018), arXiv:1711.09601; there the penalty is part of the
#   loss and w_ref is set at the end of a task. The exact step is our own. Their factors differ: EWC
#   writes lam/2, the other two lam
# Stack: after synapses/consolidation (w_ref follows w slowly; no boundary) or
#   synapses/anchor_at_event (w_ref is set by a signal); and after one file of importance, such as
#   synapses/hebbian_importance

[parameters]
pull_strength = 0.01    # learning rate times lam

[on_presentation_end]
# expm1(x) is exp(x) - 1, exact for small x.
w = w + plastic*(w - w_ref)*expm1(-2*pull_strength*importance)
