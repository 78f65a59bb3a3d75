"""Findings as words, pictures and rows. Templates hold no logic beyond showing these."""
