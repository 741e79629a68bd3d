"""Where scenes come from: every source yields scene references (file, class, engine), and runs none of them."""
