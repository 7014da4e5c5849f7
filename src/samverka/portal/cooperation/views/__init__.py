"""Pages of cooperation: reading, founding, taking part."""
