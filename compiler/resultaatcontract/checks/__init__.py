"""One file per finding: its page, its prose and, where it needs one, its check."""
