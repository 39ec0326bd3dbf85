#include "report/desk_report.hpp"
namespace smallprint::report {
std::string desk_html(DeskReport const&) {
  return {};
}
std::vector<DeskFeed> desk_feeds(DeskReport const&, DeskLinks const&) {
  return {};
}
}  // namespace smallprint::report
