"""Pages of outlets: where one is served in person, what is taken there, and when it is open."""
