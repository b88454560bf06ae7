"""What record.json may hold."""

import dataclasses
import typing

from snn_cl.configuration import Configuration
from snn_cl.records.header import CONFIGURATION


def test_the_header_knows_every_field_of_a_configuration_and_its_type():
    types = typing.get_type_hints(Configuration)
    expected = {
        field.name: [str] if types[field.name] == tuple[str, ...] else types[field.name]
        for field in dataclasses.fields(Configuration)
    }
    assert expected == CONFIGURATION
