# A weight that raises the inhibitory conductance of its target.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099
# Stack: onto neurons/lif_adaptive, neurons/lif_conductance

[equations]
w : 1                   # weight, in units of the target's leak conductance

[on_pre]
gi_post += w
