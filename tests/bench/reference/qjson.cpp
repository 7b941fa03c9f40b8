// QJsonDocument, what our decoding is measured beside: the same short messages, one number taken
// out of each. Prints one JSON object.
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int messages = 300'000;

} // namespace

int main()
{
    const QByteArray text =
        R"({"sensor":"line-7/pressure","pressure":101.325,"unit":"kPa","ok":"yes"})";
    double sum = 0;
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < messages; ++i) {
        sum += QJsonDocument::fromJson(text).object().value(u"pressure"_s).toDouble();
    }
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    if (sum <= 0) {
        return 1;
    }
    const QJsonObject line{{u"bench"_s, u"reference"_s},
                           {u"case"_s, u"decode"_s},
                           {u"value"_s, messages / seconds},
                           {u"unit"_s, u"messages/s"_s},
                           {u"reference"_s, u"QJsonDocument %1"_s.arg(QLatin1String(qVersion()))}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}
