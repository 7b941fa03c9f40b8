// The numbers of a link as Prometheus reads them: the text format, version 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Pure. Units are seconds and
// bytes, what only grows ends in _total. Names that came from a server are escaped and cut.
#pragma once

#include "session/status.h"

#include <QByteArray>

namespace sightglass {

struct MetricsInput
{
    QString source; // its name
    LinkStatus status;
    std::size_t queueBatches = 0;
    std::size_t queueCapacity = 0;
    std::size_t historyBytes = 0;
    std::size_t historyBudget = 0;
    std::uint64_t samplesStored = 0;
    int series = 0;
};

QByteArray metricsText(const MetricsInput &input);

} // namespace sightglass
