// One line of a bench's output: a JSON object of the fields that README.md explains.
#pragma once

#include <QString>

#include <vector>

namespace sightglass::bench {

struct Row
{
    QString bench;
    QString name; // of the case
    double value = 0;
    QString unit;
    QString reference; // empty: none was to be had, and `note` says why
    double referenceValue = 0;
    double must = 0; // the largest value that is right; of a ratio, the largest ratio
    bool ofRatio = false;
    QString note = {};      // how it was measured, if not as usual
    bool mayBeNone = false; // 0 is a value: a share of what was counted
};

// Prints it; whether what must be is so. Nothing takes no time and no memory: a value that is not
// above 0 was not measured and is not right.
bool report(const Row &row);

double quantile(std::vector<double> values, double part); // NaN if there are none
// A figure handed in by `run`; 0: there is none.
double referenceFrom(const char *variable);

// Scene graphs from now on are drawn by Qt's null device, on the GUI thread and without waiting for
// a screen: what is timed is Qt's work and ours. Before there is an application.
void drawNowhere();

} // namespace sightglass::bench
