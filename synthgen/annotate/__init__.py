"""From snapshots to records: which mobjects are objects, and where exactly they are."""
