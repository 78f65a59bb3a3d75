"""Writing a codebook, coding with it, settling, releasing."""
