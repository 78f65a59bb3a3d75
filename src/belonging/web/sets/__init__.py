"""Action learning sets: private to their members and facilitator."""
