// The board the command line asks for, "--board": a shipped one by its name, or a file.
//
// A file is read whole and bounded, or refused; errors are one sentence. GUI thread.
#pragma once

#include <QStringList>

#include <tl/expected.hpp>

namespace sightglass {

class Desk;

// As one types them: "gallery", "machine".
QStringList boardNames();

// "machine" and a file take the place of the first board; any other shipped one is a tab of its
// own.
tl::expected<void, QString> showBoardChoice(Desk &desk, const QString &choice);

} // namespace sightglass
