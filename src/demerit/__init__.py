"""demerit: a laboratory for social-credit systems, over nations of people who do not exist."""
