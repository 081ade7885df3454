"""What people have decided about the search, as the query layer uses it. Applied when somebody asks."""
