#include "query/changes/worth.hpp"

#include <algorithm>
#include <cstdlib>

namespace smallprint::query {

using corpus::Bearer;
using corpus::Modality;
using corpus::Verdict;

double worth(Modality modality, Bearer bearer, bool takes) {
  bool const user = bearer == Bearer::user;
  if (!user && bearer != Bearer::provider) return modality == Modality::prohibition ? -0.3 : 0;
  switch (modality) {
    case Modality::prohibition:
      return user ? -1 : 1;
    case Modality::obligation:
      return user ? -0.7 : takes ? -0.5 : 0.7;
    case Modality::permission:
    case Modality::power:
      return user ? 0.7 : -0.7;
    case Modality::disclaimer:
      return user ? 0.5 : -0.7;
    case Modality::representation:
      return user ? -0.3 : 0.3;
    case Modality::statement:
    case Modality::definition:
      break;
  }
  return 0;
}

double worth(corpus::Qualifier::Kind kind, double provision) {
  if (kind == corpus::Qualifier::Kind::law_carve) return 0;
  return provision == 0 ? 0 : provision > 0 ? -0.3 : 0.3;
}

double worth(TopicReading const& reading) {
  using Favours = corpus::Topic::Favours;
  auto const& topic = *reading.topic;
  if (topic.yes_favours == Favours::nobody) return 0;
  bool const by_bearer = topic.yes_favours == Favours::by_bearer;
  bool const users = by_bearer ? topic.bearer != Bearer::provider : topic.yes_favours == Favours::user;
  double const yes = users ? 1 : -1;
  switch (reading.verdict) {
    case Verdict::permitted:
      return yes;
    case Verdict::conditional:
      return 0.4 * yes;
    case Verdict::restricted:
      return -yes;
    case Verdict::required:
      return by_bearer ? -yes : yes;
    case Verdict::silent:
    case Verdict::not_captured:
      break;
  }
  return 0;
}

bool is_of_age(corpus::Topic const& topic) {
  return std::any_of(topic.readings.begin(), topic.readings.end(),
                     [](corpus::Reading const& reading) { return reading.value_kind == corpus::ValueKind::age; });
}

double value_change(corpus::Topic const& topic, std::string const& was, std::string const& is) {
  auto const number = [](std::string const& text) {
    auto const at = text.find_first_of("0123456789");
    return at == std::string::npos ? -1.0 : std::strtod(text.c_str() + at, nullptr);
  };
  auto const a = number(was), b = number(is);
  if (a < 0 || b < 0 || a == b) return 0;
  return (b > a) == is_of_age(topic) ? -1 : 1;
}

}  // namespace smallprint::query
