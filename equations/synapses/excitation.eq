# A weight that raises the excitatory conductance of its target.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099
# Stack: onto neurons/lif_adaptive, neurons/lif_conductance

[parameters]
w_min = 0               # lower bound of the weight
w_max = 1               # upper bound of the weight

[equations]
w : 1                   # weight, in units of the target's leak conductance

[on_pre]
ge_post += w
