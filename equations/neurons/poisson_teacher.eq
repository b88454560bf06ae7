# Poisson spikes of the teacher: the unit of the right answer fires, the others are silent.
# There is no teacher in evaluation: its rate is 0 then.
# Source: Neftci et al. (2017), Front. Neurosci. 11:324, doi:10.3389/fnins.2017.00324, label neurons of eRBP

[threshold]
rand() < teacher(t, i)*dt
