# Fisher importance (online elastic weight consolidation) with task boundaries: added at an outer signal.
# As synapses/fisher_importance, but the running mean is only added at the end of a presentation with
# modulator(t) > 0, after what was there has decayed. The published mean is taken in a second pass over
# the finished task; here it is that of its last presentations, about 1/fisher_share of them.
# Source: Schwarz et al. (2018), ICML, arXiv:1805.06370 (online EWC; gamma); Kirkpatrick et al. (2017),
#   PNAS 114:3521, doi:10.1073/pnas.1611835114
# Stack: right after a file that proposes dw in [on_pre], such as synapses/error_driven

[parameters]
signal_unit      = 0.01  # dw per unit of the learning signal: eta of the file that proposes dw
fisher_share     = 0.001 # share of the difference that the running mean makes good per presentation
importance_decay = 1     # factor on the old importance at an event, gamma; 1: kept for ever

[equations]
proposed   : 1           # sum of the proposals in this presentation, while learning
fisher     : 1           # running mean of the squared learning signal
importance : 1           # what events have added up

[on_presentation_start]
proposed = 0

[on_pre]
proposed += plastic*dw

[on_presentation_end]
fisher = fisher + plastic*fisher_share*((proposed/signal_unit)**2 - fisher)
importance = importance + plastic*int(modulator(t) > 0)*(fisher - (1 - importance_decay)*importance)
