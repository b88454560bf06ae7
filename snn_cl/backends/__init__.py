"""What computes a block of presentations: state in, state out.

A new backend is a module here with a `Backend` (see `snn_cl.backends.base`), and a line in
`BACKENDS`.
"""

#: module and attribute of each backend by its name; loaded when it is used
BACKENDS = {
    "dense": "snn_cl.backends.standalone:DENSE",
    "brian2": "snn_cl.backends.standalone:BRIAN2",
    "numpy": "snn_cl.backends.numpy:NUMPY",
}
