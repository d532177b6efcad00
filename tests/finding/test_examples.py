"""The examples in the docstrings of search are true."""

import doctest

from gongban.foundation.search import terms


def test_examples() -> None:
    assert doctest.testmod(terms).failed == 0
