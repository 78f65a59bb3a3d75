"""Questions, answers and notices among those who take part."""
