# Each error spike releases neuromodulator at its targets; all-to-all, it tells everyone the same.
# Source: own; see neurons/neuromodulator
# Stack: from neurons/error_integrator onto neurons/neuromodulator

[parameters]
release = 1             # amount per error spike

[on_pre]
concentration_post += release/tau_modulator_post
