"""Settling a school's part. Each act keeps its journal entry in the same transaction."""
