# A neuron in a race: it sums its weighted input spikes and fires once, when they reach the bar.
# With input of length input_norm and weights of length 1 the time of the spike tells how well the
# weights match the input, bar/(input_norm*match): the best match fires first. From then on the
# salience of all others fades, and with it what their spikes are worth, until the race is over.
# Source: own; a code by the order of first spikes: Thorpe, Delorme & Van Rullen (2001), Neural Netw.
#   14:715, doi:10.1016/S0893-6080(01)00083-1

[parameters]
bar          = 85       # weighted spikes at which the neuron fires
input_norm   = 1150*Hz  # length of the vector of input rates
tau_salience = 1.5*ms   # how fast the salience fades; by Euler, to a third in a step of 1 ms
salience_min = 0.05     # below this salience the race is over
tau_urge     = 70*ms    # time in which the bar falls to 0 once the neuron is urged

[equations]
delapsed/dt = 1 : second                                  # time since the presentation began
dsalience/dt = -salience*int(hush > 0.5)/tau_salience : 1 # 1 until somebody fires
drive   : 1             # weighted input spikes so far
lift    : 1             # what else brings the neuron to the bar, or keeps it away
hush    : 1             # spikes of the layer so far
beaten  : 1             # neurons that fired with more strength than this one had
urge    : 1             # above 0 once nobody has answered in time
lowered : 1             # how much the bar has fallen
vote    : 1             # salience at the neuron's spike; 0 if it did not fire
wins    : 1             # presentations that this neuron was the first to answer
gain    : 1             # share by which the drive counts for more while learning is on
strength = drive*(1 + learning*gain) + lift : 1
first = int(salience > 0.999 and beaten < 0.5) : 1  # nobody was faster, or as fast and stronger

[every dt]
lowered = lowered + bar*int(urge > 0.5)*dt/tau_urge

[threshold]
strength + lowered >= bar and vote < 0.001 and salience > salience_min

[reset]
vote = salience
wins += learning*first

[ports]
drive
hush
beaten
urge

[on_presentation_start]
elapsed = 0*ms
salience = 1
drive = 0
lift = 0
hush = 0
beaten = 0
urge = 0
lowered = 0
vote = 0

[method]
euler
