#pragma once
#include "report/desk_report.hpp"

#include <string>
#include <string_view>

/// What the report's entries are called by, on the page, in feeds and as files: the same in every report.
namespace smallprint::report {

/// A name of letters, digits, "-" and "_", as files, fragments and `tag:` ids can have it: "Acme AI" is "acme-ai",
/// "Terms of Service" "terms-of-service". Names that differ in anything give different ones: where the letters do not
/// tell the name, "_" and a hash of it follow ("ACME ai" is "acme-ai_3f0c2b9d81a4").
[[nodiscard]] std::string name_slug(std::string_view name);
/// The same of an id: "share-account" stays as it is.
[[nodiscard]] std::string id_slug(std::string_view id);
/// Of an answer's topic, or of its question where it has no topic.
[[nodiscard]] std::string topic_slug(ChangedAnswer const& one);
/// A date or time as part of an id; what no date has becomes "_".
[[nodiscard]] std::string date_slug(std::string_view date);

/// "2025-06-13" of a date and time.
[[nodiscard]] std::string_view day(std::string_view date);
/// The title of a topic that a change speaks of, as the report's answers have it, else its id in words.
[[nodiscard]] std::string topic_title(DeskReport const& report, std::string const& id);
/// "permitted", "conditional: 30 days", "restricted, contradicted elsewhere"
[[nodiscard]] std::string verdict_words(query::Answer const& answer);

}  // namespace smallprint::report
