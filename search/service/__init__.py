"""Site, search and statistics over HTTP, rendered with the templates of the site."""
