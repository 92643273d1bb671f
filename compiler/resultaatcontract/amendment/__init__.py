"""What changes between two versions of a contract: clause by clause, and what that does to the amounts."""
