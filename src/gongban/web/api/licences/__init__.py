"""Licences for programs: reading, issuing, acts, proving, and shares by consent."""
