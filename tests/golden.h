// The hand-written frames of tests/data/golden (see INDEX.md there) and what the good ones mean.
#pragma once

#include "wire/message.h"

#include <QByteArray>
#include <QMap>

namespace sightglass {

struct Golden
{
    QString file;
    QString stem; // of the file's name
    QByteArray bytes;
    bool binary = false;
    bool bad = false;
};

QList<Golden> goldens();

// By the stem of the JSON file; the variants that mean the same are not repeated.
QMap<QString, Message> goldenMeanings();
// "samples-ext1" means what "samples" does.
QString meaningOf(const QString &stem);

} // namespace sightglass
