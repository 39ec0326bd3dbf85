#pragma once
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

/// Real servers on loopback, written in Python, as children of a test.
namespace smallprint::test {

/// The Python that has `module`: Debian's own before another on the PATH. Empty when none has.
inline std::string python_with(std::string const& module) {
  for (std::string const python : {"/usr/bin/python3", "python3"})
    if (std::system((python + " -c 'import " + module + "' >/dev/null 2>&1").c_str()) == 0) return python;
  return {};
}

/// A certificate for `name` ("IP:127.0.0.1"), signed by itself, as certificate.pem and key.pem in `folder`.
/// False when the program openssl is not there.
inline bool make_certificate(std::filesystem::path const& folder, std::string const& name = "IP:127.0.0.1") {
  auto const command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
      "/CN=smallprint-test -addext subjectAltName=" +
      name + " -keyout '" + (folder / "key.pem").string() + "' -out '" + (folder / "certificate.pem").string() +
      "' >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

/// tests/support/SCRIPT, running until its owner is gone: it also ends when its standard input does, so that a test
/// that dies leaves nothing behind.
class PythonServer {
 public:
  /// Returns when it listens: it prints its port first.
  PythonServer(std::string const& python, std::string const& script, std::vector<std::string> const& arguments) {
    auto const file = SMALLPRINT_SOURCE_DIR "/tests/support/" + script;
    std::vector<char*> argv{const_cast<char*>(python.c_str()), const_cast<char*>(file.c_str())};
    for (auto const& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
    argv.push_back(nullptr);
    std::array<int, 2> in{}, out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::execvp(argv[0], argv.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    std::string line;
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(out[0]);
    port_ = std::atoi(line.c_str());
    if (port_ <= 0) throw std::runtime_error(script + " does not start");
  }
  PythonServer(PythonServer const&) = delete;
  PythonServer& operator=(PythonServer const&) = delete;
  ~PythonServer() {
    ::close(input_);
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  int port_ = 0;
};

/// A port of loopback that refuses connections as long as this lives: it is taken, and nobody listens.
class RefusingPort {
 public:
  RefusingPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, any, size) != 0 || ::getsockname(socket_, any, &size) != 0)
      throw std::runtime_error("no port on loopback");
    port_ = ::ntohs(address.sin_port);
  }
  RefusingPort(RefusingPort const&) = delete;
  RefusingPort& operator=(RefusingPort const&) = delete;
  ~RefusingPort() { ::close(socket_); }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_;
  int port_ = 0;
};

/// A host name that no resolver finds, and none is asked for: a label has at most 63 bytes.
inline std::string unknown_host() {
  return std::string(64, 'x') + ".invalid";
}

}  // namespace smallprint::test
