"""What is made from a plan: the payment in the process, the Python file, explanations."""
