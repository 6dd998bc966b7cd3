"""Keep me posted: which texts about a case, to whom, and when."""
