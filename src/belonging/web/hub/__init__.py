"""The hub: resources, and how to find them."""
