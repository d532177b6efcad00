"""Documents: what is handed in with an application, checked by content and kept sealed."""
