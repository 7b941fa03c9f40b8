#include "models/boardshelf.h"

#include "boards/document.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

QVariantList shippedBoards()
{
    QVariantList boards;
    const QDir folder(u":/boards"_s);
    QStringList files = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    // the machine first: it is what most look for
    std::stable_partition(files.begin(), files.end(),
                          [](const QString &file) { return file == u"this-machine.json"; });
    for (const QString &name : std::as_const(files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        if (const auto board = readBoard(file.readAll())) {
            boards.append(QVariantMap{{u"name"_s, name.chopped(int(qstrlen(".json")))},
                                      {u"title"_s, board->title},
                                      {u"description"_s, board->description}});
        }
    }
    return boards;
}

} // namespace sightglass
