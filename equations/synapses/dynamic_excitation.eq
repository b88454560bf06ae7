# A dynamic synapse: it raises the target's excitatory conductance by its weight times what is released.
# Source: Tsodyks, Pawelzik & Markram (1998), Neural Comput. 10:821, doi:10.1162/089976698300017502;
#   bounds: Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, public code
# Stack: from neurons/short_term_plasticity onto neurons/excitatory_conductance, neurons/lif_adaptive, neurons/lif_conductance

[parameters]
w_min = 0               # lower bound of the weight
w_max = 5               # upper bound of the weight

[equations]
w : 1                   # weight, in units of the target's leak conductance

[on_pre]
ge_post += w*u_pre*x_pre
