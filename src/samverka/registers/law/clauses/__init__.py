"""The language of lawmaking: what an act says that it changes, where, and from when."""
