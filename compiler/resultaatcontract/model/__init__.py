"""The checked model: names resolved, every expression typed, every clause in its place."""
