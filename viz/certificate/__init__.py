"""A certificate as a page: one HTML file, with no script and nothing from the network."""
