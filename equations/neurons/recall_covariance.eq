# Optimal recall from weights of the covariance rule: recurrent excitation, feedback inhibition linear in the
# number of active units, and the sum of the unit's own weights taken off.
# The rule makes the weights of different pairs uncorrelated, so each pair speaks for itself.
# Source: Savin, Dayan & Lengyel (2014), PLoS Comput. Biol. 10:e1003489, doi:10.1371/journal.pcbi.1003489;
#   NIPS (2013), Correlations strike back (again); the current after a third party's code that cites
#   the latter, with the factor N - 1 of its last term put right by our own derivation
# Stack: after neurons/associative_unit

[equations]
pair_variance = (coding_level*(1 - coding_level))**2 : 1  # of a weight, for each older pattern
pair_inhibition = (1 - 2*coding_level)**2/2*active : 1
pair_offset = coding_level*weight_sum + (N - 1)*coding_level**2*(1 - 2*coding_level)/2 : 1

[every dt]
current = current + (excitation - pair_inhibition - pair_offset)/(pair_variance*n_older)
