// A small file whose content is new at every read, as under /proc and /sys. It stays open between
// reads and keeps its buffer, so that a read neither opens nor allocates. What cannot be read is
// empty; a file that comes back later is found again. One thread.
#pragma once

#include <string>
#include <string_view>

namespace sightglass {

class ProcFile
{
public:
    explicit ProcFile(std::string path);
    ~ProcFile();
    ProcFile(ProcFile &&other) noexcept;
    ProcFile(const ProcFile &) = delete;
    ProcFile &operator=(const ProcFile &) = delete;
    ProcFile &operator=(ProcFile &&) = delete;

    std::string_view read(); // good until the next read

private:
    std::string m_path;
    std::string m_buffer;
    int m_file = -1;
};

} // namespace sightglass
