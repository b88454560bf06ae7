# Poisson spikes at the rate of the stimulus, which grows until the layer behind has answered.
# The published network is shown an image again, with higher rates, until it has made 5 spikes. Here the
# rates grow within the presentation, from the image's own, until the answers are enough.
# Each step of dt holds a spike with probability rate*dt.
# Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099 (repeated
#   images); growth within a presentation: own

[parameters]
enough   = 5            # answers at which the rates stop growing; 0 keeps them as they are
tau_rise = 100*ms       # time in which the rates grow by those of the image

[equations]
answered : 1            # spikes of the layer behind so far
loudness : 1            # factor on the rates

[initial]
loudness = 1

[every dt]
loudness += int(answered < enough)*dt/tau_rise

[threshold]
rand() < loudness*stimulus(t, i)*dt

[ports]
answered

[on_presentation_start]
answered = 0
loudness = 1
