"""Changes of bundles, one function each."""
