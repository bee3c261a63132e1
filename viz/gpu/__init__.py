"""Everything that touches GL: one device owns and releases it all."""
