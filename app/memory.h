// How this process deals with the system's memory.
#pragma once

namespace sightglass {

// What a burst needed goes back to the system when it is over, instead of staying with the process
// in case of another. Once, before there are threads.
void giveMemoryBack();

} // namespace sightglass
