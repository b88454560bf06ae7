# Regular spikes at the rate of the stimulus, from a random phase on, until a race has been decided.
# Regular trains tell a rate by a tenth of the spikes that Poisson trains need. What comes after the
# race could change nothing in the layer, and most of the work goes into transmitting it.
# Source: own

[parameters]
linger = 9.5*ms         # from the first answer to silence, longer than the salience of competitors lasts

[equations]
dheard/dt = int(answered > 0.5) : second  # time since the first answer
answered : 1            # spikes of the layer so far
phase    : 1            # share of the interval to the next spike that is over

[every dt]
phase = phase + stimulus(t, i)*dt

[threshold]
phase >= 1 and heard < linger

[reset]
phase -= 1

[ports]
answered

[on_presentation_start]
answered = 0
heard = 0*ms
phase = rand()

[method]
euler
