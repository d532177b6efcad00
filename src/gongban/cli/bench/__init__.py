"""`gongban bench`: how fast is it? Each benchmark is a command of its own module and prints one JSON object."""

from gongban.cli.bench.command import bench

__all__ = ["bench"]
