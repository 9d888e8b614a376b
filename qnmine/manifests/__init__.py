"""What a run was: its request, what it read and wrote, and what its results depend on, as one JSON file."""
