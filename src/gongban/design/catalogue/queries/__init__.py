"""Reading the catalogue: guides and lists, versions, the draft, the comparison of districts."""
