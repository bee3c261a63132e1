"""Neo-Lumine: a show engine for living mosaics."""
