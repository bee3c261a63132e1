"""The uniform block of the frame: what every shader may ask of the moment that is drawn."""

from viz.gpu.uniforms import block

FRAME = block(
    "Frame",
    [
        ("view_projection", "mat4"),
        ("eye", "vec4"),  # place; in the mirror it stands under the floor
        ("lens", "vec4"),  # angle of a pixel (radians), -1 in the mirror, 1/width, 1/height
        ("cycle", "vec4"),  # x: share of the 4096 s turn
        ("key", "vec4"),  # veins: linear light, strength
        ("haze", "vec4"),  # air: linear light, density per metre
        ("air", "vec4"),  # mean light of the mosaics in the air
        ("voice", "vec4"),  # light of a voice: linear light
        ("city", "vec4"),  # city: linear light
        ("glow", "vec4"),  # the mosaics' own light, saturation, exposure, picture lights
        ("crowd", "vec4"),  # panic, support, opinion, share of the glitch
        ("life", "vec4"),  # light of the shafts before the windows, of plants and lamps; how far smiles are pearl
        ("override", "vec4"),  # strip s, y, radius (metres), strength
    ],
)
