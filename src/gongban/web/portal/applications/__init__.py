"""The residents' pages of applications: apply, follow, one's own space."""
