// The boards that are shipped with the program, for the lists that offer them: {name, title,
// description}, "name" being what Desk::openBoard() takes. Reads the resources anew at each call.
#pragma once

#include <QVariantList>

namespace sightglass {

QVariantList shippedBoards();

} // namespace sightglass
