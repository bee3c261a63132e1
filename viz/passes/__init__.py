"""The frame, one pass a file: a settings model and a draw."""
