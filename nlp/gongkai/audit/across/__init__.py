"""What a report says against others: last year's, its units', its neighbours'."""
