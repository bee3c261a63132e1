// Analytic anti-aliasing: coverage of a stripe by one pixel, energy kept when the stripe is thinner than the pixel.
// use: stripe(distance from its middle, half width, footprint of a pixel), all in the same unit.

float stripe(float distance, float half_width, float pixel) {
    return clamp((half_width - abs(distance)) / pixel + 0.5, 0.0, 1.0) * min(1.0, 2.0 * half_width / pixel);
}

// The same for a stripe repeated every `period`; fades to its mean where the period itself falls below two pixels.
float stripes(float x, float period, float half_width, float pixel) {
    float near = abs(x - period * floor(x / period + 0.5));
    float mean = 2.0 * half_width / period;
    return mix(stripe(near, half_width, pixel), mean, clamp(2.0 * pixel / period - 0.25, 0.0, 1.0));
}
