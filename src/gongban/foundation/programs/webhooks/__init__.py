"""Telling programs of events: who subscribed to what, what is to be delivered, and how it gets there."""
