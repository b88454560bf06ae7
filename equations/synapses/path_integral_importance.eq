# Path-integral importance (synaptic intelligence): a synapse matters if its changes lowered the loss.
# The path sums change of the weight times learning signal, once a presentation. The change is all that
# moved w since the end of the last presentation, bounds and pulls included; the signal is the sum of the
# proposals, before anything scales them. The published rule turns the path into importance at the end
# of a task; here a share of it is turned at each presentation, over the way from a slow w_ref, so no
# boundary is needed. Choose path_share equal to alpha, so that path and way look back equally far.
# Source: Zenke, Poole & Ganguli (2017), ICML, arXiv:1703.04200; the gradual turning is own
# Stack: right after a file that proposes dw in [on_pre], such as synapses/error_driven; with
#   synapses/consolidation

[parameters]
signal_unit     = 0.01  # dw per unit of the learning signal: eta of the file that proposes dw
path_share      = 0.02  # share of the path that becomes importance per presentation
path_damping    = 0.001 # keeps a weight that hardly moved from being infinitely important
importance_loss = 0     # share of importance that is lost per presentation; 0: kept for ever

[equations]
proposed   : 1          # sum of the proposals in this presentation, while learning
w_last     : 1          # weight at the end of the last presentation
path       : 1          # sum of change times learning signal, a fall of the loss
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
importance = importance*(1 - plastic*importance_loss)
importance = importance + plastic*path_share*path*int(path > 0)/((w - w_ref)**2 + path_damping)
path = path*(1 - plastic*path_share)
