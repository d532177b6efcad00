"""The editor of service items (B1, B3, B6, B8): write, preview as a citizen, check, submit, publish with a second pair of eyes, pilot."""
