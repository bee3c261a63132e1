// How far a tile that may leave the wall has left it, 0 in its bed … 1 as far as it goes: it follows the unrest of the medium,
// so it floats out and takes seconds to come back.
// use: float away = lift(unrest at the tile's middle, no more than consented, amount * settled(arrival)); amount: 0..1.

float lift(float unrest, float amount) { return smoothstep(0.12, 0.62, unrest) * amount; }

// Whether a mosaic's tiles are firmly in their beds, so that the glitch may throw them: only once all have arrived.
float settled(float arrival) { return smoothstep(0.85, 1.0, arrival); }
