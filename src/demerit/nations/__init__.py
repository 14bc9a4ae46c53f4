"""Who lives there: a recipe becomes a nation of synthetic people."""
