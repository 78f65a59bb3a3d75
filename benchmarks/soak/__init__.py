"""Each goal of the privacy design at full size, in sections of ten minutes at most: `make soak`."""
