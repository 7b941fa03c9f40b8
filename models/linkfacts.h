// Everything known about a link, as pairs of words for a list and for the clipboard: where it goes,
// how it is, what came and what did not. Pure; no secrets, an address is shown without its query.
#pragma once

#include "models/programmetrics.h"
#include "session/status.h"
#include "source.h"

#include <QVariantList>

namespace sightglass {

// Each {label, value, group}; groups follow each other.
QVariantList linkFacts(const Source &source, const LinkStatus &status, std::size_t queued,
                       std::int64_t nowUs, const LinkPace &pace = {});

} // namespace sightglass
