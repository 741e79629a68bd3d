"""Plain data and arithmetic: knows no engine, no configuration and no disk layout."""
