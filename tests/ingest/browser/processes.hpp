#pragma once
#include <sys/types.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

struct Process {
  pid_t id = 0;
  pid_t parent = 0;
  pid_t group = 0;
};

/// The processes that live. The dead that nobody has waited for do not count.
inline std::vector<Process> living() {
  std::vector<Process> out;
  std::error_code failed;
  for (auto const& entry : std::filesystem::directory_iterator("/proc", failed)) {
    auto const name = entry.path().filename().string();
    if (!std::isdigit(static_cast<unsigned char>(name[0]))) continue;
    std::string text;
    std::ifstream stat(entry.path() / "stat");
    std::getline(stat, text);
    auto const end = text.rfind(')');  // of the program's name
    if (end == std::string::npos) continue;
    std::istringstream rest(text.substr(end + 1));
    Process one;
    one.id = std::stoi(name);
    char state = 0;
    rest >> state >> one.parent >> one.group;
    if (state != 'Z' && state != 'X') out.push_back(one);
  }
  return out;
}

inline int living_of(pid_t group) {
  int count = 0;
  for (auto const& one : living()) count += one.group == group;
  return count;
}

inline std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> out;
  for (auto const& one : living())
    if (one.parent == parent) out.push_back(one.id);
  return out;
}
