# Poisson spikes at the rate of the stimulus, until a layer has answered it and its race is over.
# What comes later could change nothing in that layer, and most of the work goes into transmitting it.
# Source: own; rates as in neurons/poisson_rate

[parameters]
linger = 9.5*ms         # from the first answer to silence, longer than the salience of competitors lasts

[equations]
dheard/dt = int(answered > 0.5) : second  # time since the first answer
answered : 1            # spikes of the layer so far

[threshold]
rand() < stimulus(t, i)*dt and heard < linger

[ports]
answered

[on_presentation_start]
answered = 0
heard = 0*ms

[method]
euler
