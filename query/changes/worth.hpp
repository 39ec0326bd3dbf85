#pragma once
#include "corpus/provision.hpp"
#include "corpus/topic_file.hpp"
#include "query/changes/substance.hpp"

#include <string>

/// What words are to the user: above 0 where they give, below where they take; -1..1.
namespace smallprint::query {

/// \param takes  the act takes from the user whoever must do it: "we will use your content"
[[nodiscard]] double worth(corpus::Modality modality, corpus::Bearer bearer, bool takes);
/// A condition tightens what is given and loosens what is forbidden. \param provision  what it stands in is worth
[[nodiscard]] double worth(corpus::Qualifier::Kind kind, double provision);
[[nodiscard]] double worth(TopicReading const& reading);
/// Another value: a higher age shuts users out; a longer notice and a higher cap are theirs.
[[nodiscard]] double value_change(corpus::Topic const& topic, std::string const& was, std::string const& is);
/// Whether the topic's value is an age.
[[nodiscard]] bool is_of_age(corpus::Topic const& topic);

}  // namespace smallprint::query
