// Through which proxy a request goes: the one it names, else the one the environment names
// (http_proxy, https_proxy, all_proxy, no_proxy), else the system's where the system has one
// setting for all programs. Loopback addresses go directly unless the request itself names a proxy.
// What it says never holds the proxy's password.
#pragma once

#include "link/request.h"

#include <QNetworkProxy>

#include <functional>

namespace sightglass {

// The value of an environment variable, empty if it is not set.
using Environment = std::function<QString(const char *name)>;

// The error is for a person. “direct:” as the request's proxy means none.
tl::expected<QNetworkProxy, QString> proxyFor(const TransportRequest &request,
                                              const Environment &environment);
tl::expected<QNetworkProxy, QString> proxyFor(const TransportRequest &request);

// http://host:port or socks5://host:port, with or without user:password@ before the host.
tl::expected<QNetworkProxy, QString> proxyFrom(const QUrl &url);

} // namespace sightglass
