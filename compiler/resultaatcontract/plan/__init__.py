"""The plan: the whole calculation as a graph of exact operations. Every output is made from it and adds none of its own."""
