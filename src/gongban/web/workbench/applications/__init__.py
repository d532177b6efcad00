"""The pages on which offices handle applications, and the counter at which they are taken in."""
