"""Rehearsals of what must work on a bad day, a module each: `belonging drill NAME`."""
