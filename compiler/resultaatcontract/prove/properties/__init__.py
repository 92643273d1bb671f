"""Properties of a contract that hold for every possible result, or don't: one module per kind, see `registry.py`."""
