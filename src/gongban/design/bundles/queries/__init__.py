"""Reading bundles: for everybody what is published, for editors their drafts."""
