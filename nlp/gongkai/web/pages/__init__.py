"""The pages, one module each: what it shows, its page, and the same as JSON under /api."""
