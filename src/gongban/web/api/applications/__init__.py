"""Applications for programs: filling in, submitting, following, and the offices' acts on parts."""
