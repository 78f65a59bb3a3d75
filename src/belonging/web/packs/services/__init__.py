"""Agreements, packs, who releases them, and what the worker does to them."""
