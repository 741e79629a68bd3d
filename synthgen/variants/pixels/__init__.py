"""What happens to pictures after they were drawn."""
