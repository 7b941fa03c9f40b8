#include "demo/procfile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace sightglass {

namespace {

constexpr std::size_t firstSize = 4096;
constexpr std::size_t largestSize = 4 << 20;

} // namespace

ProcFile::ProcFile(std::string path)
    : m_path(std::move(path))
{
}

ProcFile::~ProcFile()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

ProcFile::ProcFile(ProcFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_buffer(std::move(other.m_buffer))
    , m_file(std::exchange(other.m_file, -1))
{
}

std::string_view ProcFile::read()
{
    if (m_file < 0) {
        m_file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (m_file < 0) {
        return {};
    }
    if (m_buffer.empty()) {
        m_buffer.resize(firstSize);
    }
    std::size_t size = 0;
    while (size < largestSize) {
        if (size == m_buffer.size()) {
            m_buffer.resize(m_buffer.size() * 2);
        }
        const ssize_t got = ::pread(m_file, m_buffer.data() + size, m_buffer.size() - size,
                                    static_cast<off_t>(size));
        if (got == 0) {
            break;
        }
        if (got > 0) {
            size += static_cast<std::size_t>(got);
        } else if (errno != EINTR) {
            ::close(std::exchange(m_file, -1));
            return {};
        }
    }
    return std::string_view(m_buffer).substr(0, size);
}

} // namespace sightglass
