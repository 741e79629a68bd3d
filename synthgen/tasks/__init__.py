"""One thin module per task, each with `run(settings) -> exit code`; `registry` finds them by name."""
