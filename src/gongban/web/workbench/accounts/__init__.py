"""Accounts of staff: signing in, deputies, members of departments, hand-over."""
