"""The code object class of the device: its templates, its generator, its functions."""

from brian2.devices.cpp_standalone.codeobject import CPPStandaloneCodeObject

from snn_cl.backends.dense.generator import DenseGenerator
from snn_cl.backends.dense.typed_functions import add_implementations


class DenseCodeObject(CPPStandaloneCodeObject):
    """A piece of generated C++, made from our templates where we have one, else from Brian2's."""

    #: Brian2 joins these names when it looks for a function in vain, as it does for some on numpy
    class_name = "snn_cl_dense"
    templater = CPPStandaloneCodeObject.templater.derive(
        "snn_cl.backends.dense", templates_dir="cpp"
    )
    generator_class = DenseGenerator


add_implementations(DenseCodeObject)
