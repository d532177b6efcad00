"""Assistance for programs: one's identity, mandates and what was done by them, orders and their actions."""
