"""办不成事 on the desk: take down, coordinate, end in done or a lawful no; the causes counted."""
