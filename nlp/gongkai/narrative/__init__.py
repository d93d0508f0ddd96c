"""What the prose of a report says: its passages and the quantities in them."""
