"""The contract annex: model and plan → a document of numbered articles → Markdown or HTML."""
