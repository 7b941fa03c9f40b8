#include "boardchoice.h"

#include "models/desk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestBoard = 4 << 20;
constexpr auto folder = ":/boards"_L1;
constexpr auto machineFile = "this-machine"_L1; // "machine" on the command line

QString say(const char *text)
{
    return QCoreApplication::translate("board", text);
}

tl::expected<BoardDocument, QString> readFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) { // a device or a pipe would never end
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("board", "The board “%1” is not a file.")).arg(path));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP("board", "The board “%1” cannot be read: %2."))
                                  .arg(path, file.errorString()));
    }
    const QByteArray json = file.read(largestBoard + 1);
    if (json.size() > largestBoard) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("board", "The board “%1” is larger than %2 MiB."))
                .arg(path)
                .arg(largestBoard >> 20));
    }
    auto document = readBoard(json);
    if (!document) {
        return tl::unexpected(u"“%1”: %2"_s.arg(path, document.error()));
    }
    return document;
}

} // namespace

QStringList boardNames()
{
    QStringList names;
    const QStringList files = QDir(folder).entryList({u"*.json"_s});
    for (const QString &file : files) {
        const QString name = file.chopped(5);
        names.append(name == machineFile ? u"machine"_s : name);
    }
    names.sort();
    return names;
}

tl::expected<void, QString> showBoardChoice(Desk &desk, const QString &choice)
{
    const QStringList names = boardNames();
    const bool shipped = names.contains(choice);
    const bool machine = choice == "machine"_L1;
    if (!shipped && !QFileInfo::exists(choice)) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("board", "There is no board “%1”: --board takes a file, or one "
                                           "of %2."))
                .arg(choice, names.join(u", "_s)));
    }
    if (shipped && !machine) {
        desk.openBoard(choice); // with the source it needs
        return {};
    }
    const auto document = readFile(machine ? u"%1/%2.json"_s.arg(folder, machineFile) : choice);
    if (!document) {
        return tl::unexpected(document.error());
    }
    desk.showBoard(*document);
    return {};
}

} // namespace sightglass
