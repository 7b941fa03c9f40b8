#include "row.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

bool report(const Row &row)
{
    const bool referred = !row.reference.isEmpty() && row.referenceValue > 0;
    const double ratio = referred ? row.value / row.referenceValue : 0;
    const bool measured = std::isfinite(row.value) && (row.value > 0 || row.mayBeNone);
    const bool reached = row.ofRatio ? referred && ratio <= row.must : row.value <= row.must;
    const bool ok = measured && reached;
    QJsonObject line{{u"bench"_s, row.bench},
                     {u"case"_s, row.name},
                     {u"value"_s, row.value},
                     {u"unit"_s, row.unit},
                     {u"reference"_s, referred ? row.reference : u"none"_s},
                     {u"must"_s, row.must},
                     {u"ok"_s, ok}};
    if (referred) {
        line[u"reference_value"_s] = row.referenceValue;
        line[u"ratio"_s] = ratio;
    }
    if (!row.note.isEmpty()) {
        line[u"note"_s] = row.note;
    }
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return ok;
}

double quantile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto at = values.begin() + std::ptrdiff_t(double(values.size() - 1) * part);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double referenceFrom(const char *variable)
{
    bool ok = false;
    const double value = qEnvironmentVariable(variable).toDouble(&ok);
    return ok ? value : 0;
}

void drawNowhere()
{
    qputenv("QSG_RENDER_LOOP", "basic");
    qputenv("QSG_RHI_BACKEND", "null");
    qputenv("QT_QUICK_BACKEND", "rhi");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0");
}

} // namespace sightglass::bench
