"""How well the search answers, beside engines that others would have chosen."""
