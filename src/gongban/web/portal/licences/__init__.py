"""Residents' pages of licences: my licences, who asked and who looked, and the page on which everybody verifies one."""
