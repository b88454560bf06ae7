# Fisher importance (elastic weight consolidation): a synapse matters if the error is sensitive to it.
# The diagonal of the Fisher information is the mean of the squared learning signal. The published mean
# is taken in a second pass over a task's data; here it is a running mean over presentations, of the
# squared sum of the proposals in each (batch 1, the true labels: the empirical Fisher). Both this
# memory and w_ref have to last about a task, or nothing is protected.
# Source: Kirkpatrick et al. (2017), PNAS 114:3521, doi:10.1073/pnas.1611835114; Schwarz et al. (2018),
#   arXiv:1805.06370 (online EWC); Chaudhry et al. (2018), arXiv:1801.10112 (running mean, EWC++)
# Stack: right after a file that proposes dw in [on_pre], such as synapses/error_driven

[parameters]
signal_unit      = 0.01  # dw per unit of the learning signal: eta of the file that proposes dw
importance_share = 0.001 # share of the difference that importance makes good per presentation

[equations]
proposed   : 1           # sum of the proposals in this presentation, while learning
importance : 1           # running mean of the squared learning signal

[on_presentation_start]
proposed = 0

[on_pre]
proposed += plastic*dw

[on_presentation_end]
importance = importance + plastic*importance_share*((proposed/signal_unit)**2 - importance)
