"""The PostgreSQL server that comes with an instance: created, started, adopted, stopped."""
