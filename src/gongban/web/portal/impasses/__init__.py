"""办不成事 for people: say what could not be done, and follow it to its end."""
