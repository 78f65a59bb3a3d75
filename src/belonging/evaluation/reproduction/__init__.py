"""Released figures worked out again from counts alone, without a row of anybody's answers."""
