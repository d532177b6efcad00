"""The examples in the kernel's docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from gongban import kernel

MODULES = [found.name for found in pkgutil.walk_packages(kernel.__path__, "gongban.kernel.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples_at_all() -> None:
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) >= 10
