"""The payment statement as a document, a workbook, and worked out again. `outputs/statement.py` has it as text and JSON."""
