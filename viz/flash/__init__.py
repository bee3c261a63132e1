"""What may flash in a public room, and a counter that says whether it did: numpy, no GL, nothing of the show."""
