"""A results fund: several contracts with one budget. Tree → model → plan → position, as for a contract."""
