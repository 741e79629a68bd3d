"""The review page: a local server, and the page it serves in `page/`."""
