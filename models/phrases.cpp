#include "models/phrases.h"

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostSeries = 64; // as any tile
constexpr qsizetype longestText = 10'000;

// A star and a leading exclamation mark are the language of patterns.
bool isName(QStringView name)
{
    return !name.isEmpty() && !name.contains(u'*') && !name.contains(u'{')
           && !name.startsWith(u'!');
}

} // namespace

std::vector<Phrase> phrasesOf(const QString &whole)
{
    const QString text = whole.left(longestText);
    std::vector<Phrase> phrases;
    QString words;
    qsizetype series = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool doubled = (c == u'{' || c == u'}') && text.mid(i + 1, 1) == c;
        const qsizetype end = c == u'{' && !doubled ? text.indexOf(u'}', i) : -1;
        const QString name = end < 0 ? QString() : text.mid(i + 1, end - i - 1).trimmed();
        if (!isName(name) || series == mostSeries) {
            words += c;
            i += doubled ? 1 : 0;
            continue;
        }
        if (!words.isEmpty()) {
            phrases.push_back({std::exchange(words, {}), {}, {}});
        }
        phrases.push_back({{}, name, {}});
        ++series;
        i = end;
    }
    if (!words.isEmpty()) {
        phrases.push_back({words, {}, {}});
    }
    return phrases;
}

} // namespace sightglass
