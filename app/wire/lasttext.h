// A text that is mostly the same as the one before, such as a channel's name: made once and shared
// from then on, so that a message costs no memory for it. Valid UTF-8 only.
#pragma once

#include <QAnyStringView>
#include <QString>

#include <string_view>

namespace sightglass {

class LastText
{
public:
    const QString &of(std::string_view text)
    {
        const QUtf8StringView said(text.data(), qsizetype(text.size()));
        if (!QAnyStringView::equal(m_last, said)) {
            m_last = said.toString();
        }
        return m_last;
    }

private:
    QString m_last;
};

} // namespace sightglass
