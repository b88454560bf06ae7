# Optimal recall from weights of the Hebb rule, which are correlated where two pairs share a unit.
# The weights are split into their grand mean, what the sum of each unit's weights adds to it, and the rest;
# each part counts as much as its own variance allows. What remains is inhibition that depends on
# nothing but the number of active units, but not linearly.
# Source: own derivation from the covariance of the weights; question and claim: Savin, Dayan & Lengyel, NIPS
#   (2013), Correlations strike back (again); of the same authors PLoS Comput. Biol. 10:e1003489
#   (2014), doi:10.1371/journal.pcbi.1003489
# Stack: after neurons/associative_unit

[equations]
active_weight : 1       # sum of weight_sum over the other active units
total_weight  : 1       # sum of weight_sum over all units
pair_variance = coding_level**2*(1 - coding_level**2) : 1 # of a weight, for each older pattern
pair_covariance = coding_level**3*(1 - coding_level) : 1  # of two weights that share a unit
# Variance of the three parts: grand mean, sums of the units, rest.
mean_variance = pair_variance + 2*(N - 2)*pair_covariance : 1
unit_variance = pair_variance + (N - 4)*pair_covariance : 1
rest_variance = pair_variance - 2*pair_covariance : 1
more_of_mean = 1/mean_variance - 1/rest_variance : 1
more_of_unit = 1/unit_variance - 1/rest_variance : 1
# What the active partners add up to in each part.
mean_weight = total_weight/(N*(N - 1)) : 1
unit_weight = (weight_sum - total_weight/N)/(N - 2) : 1   # of this unit beyond mean_weight
unit_sum = unit_weight*active + (active_weight - total_weight/N*active)/(N - 2) : 1
mean_sum = more_of_mean*mean_weight*active - n_older*coding_level**2/mean_variance*active : 1
recurrent = excitation/rest_variance + more_of_unit*unit_sum + mean_sum : 1
# What one unit more adds to the squared length of the pattern of pairs, part by part.
mean_length = 2*active**3/(N*(N - 1)) : 1
unit_length = active*((N - active)*(3*active - 1) - active*(active + 1))/(N*(N - 2)) : 1
inhibition = 0.5*(active/rest_variance + more_of_unit*unit_length + more_of_mean*mean_length) : 1

[every dt]
current = current + (recurrent - inhibition)/n_older

[ports]
active_weight
total_weight

[on_presentation_start]
active_weight = 0
total_weight = 0
