"""What happens to documents between their reader and the run: repaired, joined with metadata, told apart."""
