"""The pages of the leading group: briefs (专报) and instructions (批示)."""
