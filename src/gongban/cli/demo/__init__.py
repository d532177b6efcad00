"""A demonstration: the sample cases of a city, played through the real actions over the last ninety days."""

from gongban.cli.demo.filling import fill

__all__ = ["fill"]
