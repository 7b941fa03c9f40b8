// Where the HTTP requests of a feed are answered: opens streams for those who may, finds the stream
// a request is about, and tells everybody else in a sentence what they came to.
#pragma once

#include "demo/httpline.h"
#include "demo/httpstream.h"

#include <QHash>

namespace sightglass {

// Who may watch. The same for all ways.
struct DoorRules
{
    QByteArray token; // empty: nobody is asked for one

    // `authorization` is the header, `target` the path and query.
    bool accepts(const QByteArray &authorization, const QByteArray &target) const;
    // Without a token any page in a browser here could read this machine.
    bool acceptsOrigin(const QByteArray &origin) const
    {
        return !token.isEmpty() || origin.isEmpty();
    }
};

class HttpDesk final : public QObject
{
    Q_OBJECT

public:
    struct Calls
    {
        std::function<bool()> full;
        std::function<void(FeedSocket *socket)> enter; // who owns it from then on
    };

    HttpDesk(DoorRules rules, Calls calls);

    void serve(HttpLine &line, const HttpRequest &request);

private:
    void open(HttpLine &line, bool events);
    void go(HttpLine &line, const HttpRequest &request, HttpStream &stream);
    void page(HttpLine &line, const HttpRequest &request);

    DoorRules m_rules;
    Calls m_calls;
    QHash<QByteArray, QPointer<HttpStream>> m_streams;
};

} // namespace sightglass
