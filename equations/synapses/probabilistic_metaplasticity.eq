# Probabilistic metaplasticity: a synapse that was used becomes unlikely to change.
# A change passes whole or not at all; on average it is that of synapses/metaplasticity.
# Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code (prob_meta
#   variant): the probability exp(-|m*w|) and the growth of m; each synapse draws for itself, as in that
#   code's controls; the constants are those of synapses/metaplasticity
# Stack: after a file that proposes dw

[parameters]
prob_dm    = 0.012      # growth of prob_m per presentation in which both traces pass their threshold
prob_m_max = 60         # cap of prob_m
prob_from  = 5.5        # threshold of the presynaptic trace
prob_onto  = 2.25       # threshold of the postsynaptic trace

[equations]
prob_m : 1              # metaplasticity; grows, never decays

[on_pre]
dw = dw*int(rand() < exp(-abs(prob_m*w)))

[on_presentation_end]
prob_m = prob_m + plastic*prob_dm*int(trace_pre > prob_from and trace_post > prob_onto)
prob_m = clip(prob_m, 0, prob_m_max)
