"""Commitment (告知承诺): told in writing, promised by free choice, checked afterwards; mended in time, or the licence is annulled."""
