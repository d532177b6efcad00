"""A demonstration: the sample cases of a city, played through the real actions over the last ninety days."""

from gongban.cli.demo.filling import fill
from gongban.cli.demo.passwords import PASSWORD, give_passwords

__all__ = ["PASSWORD", "fill", "give_passwords"]
