// A branch that software renderers skip too: they run both sides of an `if` for every pixel, but leave a loop once no pixel of
// a block wants it. No derivatives and no texture() inside.
// use: WHEN(near) { … }

#define WHEN(condition) for (bool when_once = (condition); when_once; when_once = false)
