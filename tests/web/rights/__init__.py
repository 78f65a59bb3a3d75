"""What is held about an adult who asks."""
