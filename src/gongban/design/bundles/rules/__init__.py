"""Decisions about bundles without a database, each with its reasons."""
