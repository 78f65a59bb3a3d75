"""A school's report as each reader has it, and the lead's page from which it is opened."""
