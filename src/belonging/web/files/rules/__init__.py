"""What a file may be, decided without a database."""
