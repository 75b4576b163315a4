"""What search engines and other machines read: robots.txt and the sitemaps."""
