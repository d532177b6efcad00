"""好差评 for people: the page that a QR code or a message opens, and what I may rate."""
