"""What conditions ask about: facts declared once, and what is held of a person or an enterprise, with source, date and consent."""
