// What QML may hold and hand on but never look into: the store, for the charts.
#pragma once

#include "store/store.h"

#include <QtQml/qqml.h>

namespace sightglass {

struct ForeignStore
{
    Q_GADGET
    QML_FOREIGN(sightglass::Store)
    QML_NAMED_ELEMENT(Store)
    QML_UNCREATABLE("The program has one store.")
};

} // namespace sightglass
