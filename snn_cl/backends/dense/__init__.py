"""A Brian2 device that runs dense plastic synapses fast.

Importing `snn_cl.backends.dense.device` adds the device ``snn_cl_dense`` to Brian2::

    from brian2 import set_device
    from snn_cl.backends.dense.device import DEVICE_NAME

    set_device(DEVICE_NAME, build_on_run=False)

Everything else of a script stays as it is for Brian2's ``cpp_standalone``.
"""
