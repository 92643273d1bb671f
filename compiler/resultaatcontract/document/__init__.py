"""Documents that people read and sign: one model (`model.py`), set as Markdown, HTML and PDF."""
