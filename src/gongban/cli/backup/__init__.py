"""Saving an instance whole to one file, and making an instance from such a file."""
