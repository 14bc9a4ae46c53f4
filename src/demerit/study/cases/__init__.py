"""Cases from the news: a scripted life under a regime, the dated facts as assertions, and what would differ."""
