"""Residents' accounts: signing in with a phone, consent, own data, agents of enterprises."""
