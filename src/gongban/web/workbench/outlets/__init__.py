"""Desk pages of outlets: at which counter I serve, and the terminals of self-service."""
