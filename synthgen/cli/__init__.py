"""The command line: reads it with Hydra, in words a user understands, and hands plain settings to a task."""
