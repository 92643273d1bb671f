"""Source texts, places in them, and the Dutch notation of numbers, amounts and dates (in and out)."""
