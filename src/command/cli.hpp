#pragma once

#include "command/command.hpp"

namespace heed {

/// Understands a command line (without the program's name). Every value stays text; the commands convert it
/// strictly. Errors (usage) name the nearest command or option. No command at all is `welcome`.
Request parse_command_line(const std::vector<std::string>& arguments);

}  // namespace heed
