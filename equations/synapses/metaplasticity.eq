# Activity-dependent metaplasticity: a synapse that was used becomes slow to change.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (grad_acc
#   variant): the factor exp(-|m*w|) and the growth of m; m_max and the constants are our own choice
# Stack: after a file that proposes dw

[parameters]
dm         = 0.012      # growth of m per presentation in which both traces pass their threshold
m_max      = 60         # cap of m
pre_theta  = 5.5        # threshold of the presynaptic trace
post_theta = 2.25       # threshold of the postsynaptic trace

[equations]
m : 1                   # metaplasticity; grows, never decays

[on_pre]
dw = dw*exp(-abs(m*w))

[on_presentation_end]
m = clip(m + plastic*dm*int(trace_pre > pre_theta and trace_post > post_theta), 0, m_max)
