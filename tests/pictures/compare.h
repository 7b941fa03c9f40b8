// Whether two pictures show the same to a person.
//
// Blocks of 4x4 pixels are compared by their mean colours, each with the best place within a pixel
// around: antialiasing and hinting differ between machines, and pass. What is gone, moved or of
// another colour makes many blocks of one neighbourhood differ, and fails. Larger blocks with a
// finer threshold see what is faint: hatching, borders, the shade of a panel. Pure.
#pragma once

#include <QImage>
#include <QRect>

namespace sightglass::test {

struct Comparison
{
    bool same = false;
    double worst = 0;    // share of differing blocks in the worst neighbourhood
    double overall = 0;  // in the whole picture
    double faintest = 0; // largest difference of large blocks, beyond what contrast excuses
    QRect where;         // the worst neighbourhood
    QImage difference;   // what differs, over a dimmed `actual`
    QString text;        // why they are not the same
};

Comparison compare(const QImage &kept, const QImage &actual);

} // namespace sightglass::test
