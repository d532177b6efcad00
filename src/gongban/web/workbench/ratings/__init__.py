"""好差评 on the desk: bad ratings with their clocks, and the QR code of a visit to a counter."""
