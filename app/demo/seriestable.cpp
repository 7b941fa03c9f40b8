#include "demo/seriestable.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 80;

bool breaksNames(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // zero-width and direction marks: two names that look the same
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c == u'.';
    }
}

} // namespace

std::uint32_t SeriesTable::series(const QString &name, const QString &unit,
                                  std::optional<double> min, std::optional<double> max,
                                  const QMap<QString, QString> &labels)
{
    const auto known = m_ids.constFind(name);
    if (known != m_ids.constEnd()) {
        return *known;
    }
    SeriesInfo info;
    info.id = static_cast<std::uint32_t>(m_all.size());
    info.name = name;
    info.unit = unit;
    info.min = min;
    info.max = max;
    info.labels = labels;
    m_all.push_back(info);
    m_ids.insert(name, info.id);
    return info.id;
}

QString SeriesTable::place(const QString &group, const QString &original, const QString &plain)
{
    Group &members = m_groups[group];
    const auto known = members.places.constFind(original);
    if (known != members.places.constEnd()) {
        return *known;
    }
    if (members.places.size() >= perGroup) {
        return {};
    }
    const QString wanted = plain.isEmpty() ? plainName(original) : plain;
    QString segment = wanted;
    for (int copy = 2; members.taken.contains(segment); ++copy) {
        segment = wanted + u'-' + QString::number(copy);
    }
    members.taken.insert(segment);
    const QString place = group + u'.' + segment;
    members.places.insert(original, place);
    return place;
}

QString plainName(const QString &original)
{
    QString name = original.trimmed().left(longestName);
    if (!name.isEmpty() && name.back().isHighSurrogate()) {
        name.chop(1);
    }
    std::replace_if(name.begin(), name.end(), breaksNames, QChar(u'-'));
    return name.isEmpty() ? u"unnamed"_s : name;
}

QString plainPath(const QString &path)
{
    QString name = path;
    name.remove(u':');
    std::replace_if(
        name.begin(), name.end(), [](QChar c) { return c == u'/' || c == u'\\'; }, QChar(u'-'));
    while (name.startsWith(u'-')) {
        name.remove(0, 1);
    }
    while (name.endsWith(u'-')) {
        name.chop(1);
    }
    return name.isEmpty() ? u"root"_s : plainName(name);
}

} // namespace sightglass
