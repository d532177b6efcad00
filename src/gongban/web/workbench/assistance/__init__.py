"""The desk of assistance: orders, mandates held, mandates on paper."""
