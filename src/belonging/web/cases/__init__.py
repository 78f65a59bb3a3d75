"""Case studies: written by schools, reviewed, signed off, published."""
