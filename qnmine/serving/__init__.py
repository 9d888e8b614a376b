"""A page on this machine that analyses what is typed or pasted into it (`qnmine serve`)."""
