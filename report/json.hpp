#pragma once
#include "query/answer.hpp"
#include "query/history.hpp"
#include "query/search.hpp"
#include "query/show.hpp"

#include <nlohmann/json.hpp>

/// The shapes of docs/cli.md. Keys are in the order in which they are documented.
namespace smallprint::report {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json to_json(query::Answer const& answer);
[[nodiscard]] Json to_json(query::Quote const& quote);
[[nodiscard]] Json to_json(query::SearchHit const& hit);
[[nodiscard]] Json to_json(query::AnswerChange const& change);
[[nodiscard]] Json to_json(query::VersionStep const& step);
[[nodiscard]] Json to_json(query::ClauseView const& view, bool provisions);
[[nodiscard]] Json to_json(query::DocumentView const& view);

/// The line of `ask --batch`: the id that was given, then the keys of the command contract.
[[nodiscard]] Json batch_line(Json const& id, query::Answer const& answer);

/// JSON as text; bytes that are not UTF-8 become U+FFFD instead of an exception.
[[nodiscard]] std::string dump(Json const& json, int indent = -1);

}  // namespace smallprint::report
