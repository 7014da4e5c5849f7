"""Measuring the program against its goals. `make bench` prints one table; nothing here is a test that can fail."""
