"""What can be done with applications and their parts: one function for each change."""
