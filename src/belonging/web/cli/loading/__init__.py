"""Loads the simulated pilot through the same services that schools use. Nothing is inserted past them."""
