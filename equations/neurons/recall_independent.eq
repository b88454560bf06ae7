# Recall from weights of the Hebb rule as if they were independent: what each pair says is simply added.
# In truth weights that share a unit are correlated, and recall is far worse than the weights allow.
# Source: own, the control of Savin, Dayan & Lengyel, NIPS (2013), Correlations strike back (again); of the
#   same authors PLoS Comput. Biol. 10:e1003489 (2014), doi:10.1371/journal.pcbi.1003489
# Stack: after neurons/associative_unit

[equations]
pair_variance = coding_level**2*(1 - coding_level**2) : 1 # of a weight, for each older pattern
pair_inhibition = (n_older*coding_level**2 + 0.5)*active : 1

[every dt]
current = current + (excitation - pair_inhibition)/(pair_variance*n_older)
