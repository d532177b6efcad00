"""Bringing the past of another system in: `gongban import cases FILE --mapping FILE.yaml`."""
