"""What is below `added` belongs to the copy that the examples are applied to."""

collect_ignore = ["added"]
