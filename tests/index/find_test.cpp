#include "small_index.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

using namespace smallprint;
using namespace smallprint::test;

namespace {

corpus::Provision provision(corpus::Modality modality, corpus::Bearer bearer) {
  corpus::Provision p;
  p.modality = modality;
  p.bearer = bearer;
  p.rule = "may-not";
  return p;
}

std::vector<std::int64_t> ids(std::vector<index::Hit> const& hits) {
  std::vector<std::int64_t> out;
  for (auto const& hit : hits) out.push_back(hit.text_id);
  return out;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a search sees what was in force at its date", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const ban = w.text("You may not share outputs.");
  auto const leave = w.text("You may share outputs with a notice.");
  w.place(acme, "2024-01-01T10:00:00Z", Ids{ban});
  w.place(acme, "2024-06-01T10:00:00Z", Ids{leave});
  w.place(bolt, "2024-03-01T10:00:00Z", Ids{ban});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const at = [&](std::string as_of) {
    std::set<std::pair<std::int64_t, std::int64_t>> out;
    for (auto const& hit : store->find("shares", {std::move(as_of), {}, {}, {}}, 0).value())
      out.emplace(hit.text_id, hit.document_id);
    return out;
  };
  auto const documents = store->documents();
  auto const a = documents.at(0).id;
  auto const b = documents.at(1).id;
  using Places = std::set<std::pair<std::int64_t, std::int64_t>>;
  CHECK(at("2023-12-31").empty());
  CHECK(at("2024-01-01") == Places{{ban, a}});
  CHECK(at("2024-01-01T09:59:59Z").empty());
  CHECK(at("2024-05-31") == Places{{ban, a}, {ban, b}});
  CHECK(at("") == Places{{leave, a}, {ban, b}});
  CHECK(ids(store->find("share", {"", {b}, {}, {}}, 0).value()) == Ids{ban});
  // The remembered scope of a date follows what another connection commits.
  w.place(acme, "2024-07-01T10:00:00Z", Ids{ban});
  w.builder->commit().value();
  CHECK(at("") == Places{{ban, a}, {ban, b}});
}

TEST_CASE("a search of every version gives each text with all its lives", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const ban = w.text("You may not share outputs.");
  auto const leave = w.text("You may share outputs with a notice.");
  w.place(acme, "2024-01-01T10:00:00Z", Ids{ban});
  w.place(acme, "2024-06-01T10:00:00Z", Ids{leave});
  w.place(acme, "2024-07-01T10:00:00Z", Ids{ban});
  w.place(bolt, "2024-03-01T10:00:00Z", Ids{ban});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const a = store->documents().at(0).id;
  auto const b = store->documents().at(1).id;
  using Row = std::tuple<std::int64_t, std::int64_t, std::uint32_t, std::optional<std::uint32_t>>;
  auto const found = [&](std::string_view expression, Ids const& documents, std::size_t limit) {
    std::vector<Row> out;
    for (auto const& stay : store->find_ever(expression, documents, limit).value())
      out.emplace_back(stay.text_id, stay.life.document_id, stay.life.first, stay.life.last);
    return out;
  };
  CHECK(found("\"=may =not\"", {}, 0) == std::vector<Row>{{ban, a, 0, 0}, {ban, a, 2, {}}, {ban, b, 0, {}}});
  CHECK(found("\"=may =not\"", {b}, 0) == std::vector<Row>{{ban, b, 0, {}}});
  CHECK(found("notice", {b}, 0).empty());
  CHECK(found("share", {}, 1).size() == 3);
  CHECK(store->find_ever("AND (", {}, 0).error().code == corpus::Errc::syntax);
}

TEST_CASE("a search can ask for a modality and a bearer of the same provision", "[index]") {
  using enum corpus::Modality;
  using corpus::Bearer;
  Folder folder;
  Writer w(folder.file());
  auto const mixed = w.text("You must pay; we may not refund fees.",
                            {provision(obligation, Bearer::user), provision(prohibition, Bearer::provider)});
  auto const ban = w.text("You may not dodge fees.", {provision(prohibition, Bearer::user)});
  w.place(acme, "2024-01-01T00:00:00Z", Ids{mixed, ban});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const count = [&](std::vector<std::string> modalities, std::vector<std::string> bearers) {
    return store->find("fee", {"", {}, std::move(modalities), std::move(bearers)}, 0).value().size();
  };
  CHECK(count({}, {}) == 2);
  CHECK(count({"prohibition"}, {}) == 2);
  CHECK(count({"prohibition"}, {"user"}) == 1);
  CHECK(count({}, {"provider"}) == 1);
  CHECK(count({"obligation", "prohibition"}, {"user"}) == 2);
  CHECK(count({"a \"quoted\\ name\n"}, {}) == 0);
}

TEST_CASE("hits are ranked, cut and always in the same order", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const in_lead_in = w.text("Nothing here about it.", {}, "", "Concerning refunds");
  auto const in_text = w.text("Nothing said about refunds.");
  auto const in_heading = w.text("Nothing else about it.", {}, "Other refunds");
  auto const same_a = w.text("Alpha delivery today.");
  auto const same_b = w.text("Omega delivery today.");
  w.place(acme, "2024-01-01T00:00:00Z", Ids{in_lead_in, in_text, in_heading, same_b, same_a});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const hits = store->find("refund", {}, 0).value();
  CHECK(ids(hits) == Ids{in_text, in_heading, in_lead_in});
  for (std::size_t i = 1; i < hits.size(); ++i) CHECK(hits[i - 1].score > hits[i].score);
  CHECK(ids(store->find("refund", {}, 1).value()) == Ids{in_text});
  CHECK(ids(store->find("delivery", {}, 0).value()) == Ids{same_a, same_b});
  CHECK(ids(store->find("heading : refund", {}, 0).value()) == Ids{in_heading});
}

TEST_CASE("the expression language reaches words, stems, phrases and beginnings", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const sharing = w.text("Sharing of licensed outputs is forbidden.");
  auto const share = w.text("You may share; licence fees apply.");
  w.place(acme, "2024-01-01T00:00:00Z", Ids{sharing, share});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const find = [&](std::string_view expression) {
    auto found = ids(store->find(expression, {}, 0).value());
    std::sort(found.begin(), found.end());
    return found;
  };
  CHECK(find("shared") == Ids{sharing, share});
  CHECK(find("\"=sharing\"") == Ids{sharing});
  CHECK(find("\"=share\"") == Ids{share});
  CHECK(find("\"=shared\"").empty());
  CHECK(find("licen*") == Ids{sharing, share});
  CHECK(find("licens*") == Ids{sharing});
  CHECK(find("\"sharing of lice\" *") == Ids{sharing});
  CHECK(find("\"license outputs\"") == Ids{sharing});
  CHECK(find("\"output license\"").empty());
  CHECK(find("NEAR(sharing output, 3)") == Ids{sharing});
  CHECK(find("share NOT forbidden") == Ids{share});
}

TEST_CASE("an expression that cannot be read is an error, not silence", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"one"});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  for (auto const* expression : {"one AND", "\"one", "nowhere : one", "(one"}) {
    auto const got = store->find(expression, {}, 0);
    REQUIRE(got.has_error());
    CHECK(got.error().code == corpus::Errc::syntax);
    CHECK(got.error().source == expression);
    CHECK(got.error().message.find("fts5") == std::string::npos);
  }
  CHECK(store->find("one", {}, 0).value().size() == 1);  // and it does no harm
}

TEST_CASE("a snippet marks the words that matched", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const id = w.text("Café outputs may be shared.", {}, "Sharing");
  w.place(acme, "2024-01-01T00:00:00Z", Ids{id});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  CHECK(store->snippet("share", id, "[", "]") == "Café outputs may be [shared].");
  CHECK(store->snippet("cafe OR output", id, "[", "]") == "[Café] [outputs] may be shared.");
  CHECK(store->snippet("heading : share", id, "[", "]") == "Café outputs may be shared.");
  CHECK(store->snippet("nothing", id, "[", "]") == "Café outputs may be shared.");
  CHECK(store->snippet("(broken", id, "[", "]") == "Café outputs may be shared.");
  CHECK(store->snippet("share", id + 99, "[", "]").empty());
}

TEST_CASE("other languages are found by their own stems", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.language = "fr";
  auto const french = w.text("Les utilisateurs peuvent résilier leurs contrats.");
  w.language = "zh";
  auto const chinese = w.text("您不得分享服务条款的输出。");
  w.language = "en";
  auto const english = w.text("Users terminate contracts.");
  w.place(acme, "2024-01-01T00:00:00Z", Ids{french, chinese, english});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  CHECK(ids(store->find("utilisateur", {}, 0).value()) == Ids{french});
  CHECK(ids(store->find("résiliées", {}, 0).value()) == Ids{french});
  CHECK(ids(store->find("RESILIER", {}, 0).value()) == Ids{french});
  CHECK(ids(store->find("terminating", {}, 0).value()) == Ids{english});
  CHECK(ids(store->find("条款", {}, 0).value()) == Ids{chinese});
  CHECK(ids(store->find("务条", {}, 0).value()) == Ids{chinese});  // not where a dictionary would cut
  CHECK(ids(store->find("款条", {}, 0).value()).empty());
}
