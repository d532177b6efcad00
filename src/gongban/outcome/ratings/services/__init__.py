"""好差评: ratings of services. Kept apart from the callbacks of cases (F1): other questions, other figures, other consequences."""
