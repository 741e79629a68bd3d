"""Changes to a piece of code as LibCST sees it, one a file. All of them leave the number of lines as it is."""
