"""Changing the catalogue: write in the draft, submit, publish with a second pair of eyes, switch."""
