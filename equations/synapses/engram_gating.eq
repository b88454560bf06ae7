# Engram gating: only the synapses onto neurons of the present engram change.
# Source: own; stochastic engram gating is reported for metaplastic binary networks (Aguilar et al.
#   2025, arXiv:2503.21436), whose gate equation is not known to us
# Stack: after a file that proposes dw; onto neurons/engram_gate

[on_pre]
dw = dw*engram_post
