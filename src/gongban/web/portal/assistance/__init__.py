"""The residents' pages of assistance: who may act for me, what was done by it, asking for help."""
