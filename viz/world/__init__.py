"""The story as numbers: numpy, float64, fixed step, no GL."""
