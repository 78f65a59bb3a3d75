"""Self-paced modules, and what a school might read next."""
