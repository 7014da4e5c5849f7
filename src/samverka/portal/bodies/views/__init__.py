"""Pages of bodies: reading, keeping, composing, calling, sitting, minutes, what follows."""
