"""The self-service terminal: large, without a keyboard, and forgetting whoever has left. The same drafts and the same functions as everywhere."""
