"""What is held about an adult, table by table."""
