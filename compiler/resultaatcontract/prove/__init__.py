"""What holds for every possible result: bounds that are proved, and scenarios that reach them. See docs/bewijzen.md."""
