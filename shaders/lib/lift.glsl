// How far a tile that may leave the wall has left it, 0 in its bed … 1 as far as it goes: it follows the unrest of the medium,
// so it floats out and takes seconds to come back.
// use: float away = lift(unrest at the tile's middle, no more than consented, amount); amount: 0..1.

float lift(float unrest, float amount) { return smoothstep(0.12, 0.62, unrest) * amount; }
