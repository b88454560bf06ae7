# Counts spikes into the error neurons: outputs with gain 1, the teacher with gain -1.
# Source: Neftci et al. (2017), Front. Neurosci. 11:324, doi:10.3389/fnins.2017.00324, eq. (3)
# Stack: onto neurons/error_integrator

[parameters]
gain = 1                # +1 for the outputs, -1 for the teacher

[on_pre]
surplus_post += gain
