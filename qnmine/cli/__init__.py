"""The command line: one module a command, the options they share, and the exit codes."""
