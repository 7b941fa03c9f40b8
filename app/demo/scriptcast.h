// Who plays in a Script: series for every kind of tile in every state, and alarms.
//
// The machine's has the series of this-machine.json with a history worth looking at; the gallery's
// has those, and what is rare or ugly: extreme values, late samples, stretches without a value,
// names nobody would choose. "nowhere.*" is in neither, for tiles that miss their series.
#pragma once

#include "demo/script.h"

namespace sightglass {

Script::Cast machineCast();
Script::Cast galleryCast();

} // namespace sightglass
