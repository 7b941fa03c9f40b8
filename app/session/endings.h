// What the end of a connection means: the one table of which ends are for good and which are tried
// again, and when. Close codes are the dialect's to read (RFC 6455, section 7.4, and its own); HTTP
// statuses are read here (RFC 9110, section 15), the same for every dialect. Pure.
#pragma once

#include "dialects/dialect.h"
#include "link/transport.h"

namespace sightglass {

Ending endingOf(const TransportClosed &closed, const Dialect &dialect, const QUrl &address);

} // namespace sightglass
