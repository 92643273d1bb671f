"""`python -m resultaatcontract` is `rc`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="rc")
