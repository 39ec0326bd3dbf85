#pragma once

namespace smallprint::app {

/// From now on Ctrl-C and SIGTERM ask long work to stop at a whole step; a second one ends at once.
void catch_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace smallprint::app
