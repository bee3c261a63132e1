// What the hall is made of, albedo in linear light.

const vec3 BONE = vec3(0.20, 0.235, 0.245);
const vec3 PLASTER = vec3(0.080, 0.098, 0.115);
