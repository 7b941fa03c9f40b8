// The text of a tile cut into words and the series it names in braces.
//
// "Orders today {orders.today}, all well" is words, a series, words. "{{" and "}}" stand for the
// braces themselves; a brace that is never closed, and a name no series can have, are words. Pure.
#pragma once

#include "store/format.h"

#include <QString>

#include <vector>

namespace sightglass {

struct Phrase
{
    QString words;
    QString series; // instead of words
    Steady steady;  // of its values
};

std::vector<Phrase> phrasesOf(const QString &text);

} // namespace sightglass
