"""How long everything is kept: the clock of each table, and the sweeps that enforce the clocks."""
