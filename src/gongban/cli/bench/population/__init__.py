"""A city with as many invented cases as one wants, for measuring: drawn by fixed dice, copied in, kept for the next measurement."""

from gongban.cli.bench.population.settling import heard, peopled

__all__ = ["heard", "peopled"]
