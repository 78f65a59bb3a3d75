"""Training: programmes, sessions, sign-up, attendance, certificates."""
