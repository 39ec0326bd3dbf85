#include "query/ask.hpp"

#include "corpus/text.hpp"
#include "query/clause_reader.hpp"
#include "query/confidence.hpp"
#include "query/free_question.hpp"
#include "query/incorporated.hpp"
#include "query/question.hpp"
#include "query/question_terms.hpp"
#include "query/quote.hpp"
#include "query/retrieval.hpp"
#include "query/suggest.hpp"
#include "query/topic_answer.hpp"
#include "query/topic_examples.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace smallprint::query {
namespace {

std::vector<Party> parties_of(std::vector<index::Current> const& current, corpus::DocumentTypes const& types) {
  std::map<std::string, Party> by_name;
  for (auto const& one : current) {
    auto& party = by_name[one.document.source.authority];
    party.name = one.document.source.authority;
    party.documents.push_back(one);
  }
  std::vector<Party> out;
  for (auto& [name, party] : by_name) {
    std::sort(party.documents.begin(), party.documents.end(), [&](index::Current const& a, index::Current const& b) {
      auto const& x = a.document.source.document_type;
      auto const& y = b.document.source.document_type;
      return std::pair(types[x].rank, x) < std::pair(types[y].rank, y);
    });
    for (auto const& one : party.documents)
      if (types[one.document.source.document_type].rank == 0 && !one.version.terms.empty())
        party.terms.append(party.terms.empty() ? "" : ";").append(one.version.terms);
    out.push_back(std::move(party));
  }
  return out;
}

bool others_are_here(Answer const& answer) {
  return answer.searched.incorporated.empty();
}

/// A question, and what the documents in force hold of its words.
struct Understood {
  Frame frame;
  std::vector<QuestionTerm> terms;
  std::vector<Passage> passages;  ///< of all documents, unless the topic is sure; as retrieve() gives them
  bool by_examples = false;       ///< the topic is that of its nearest examples
  /// Of all documents, once several authorities were silent: each by itself would pay for the same search.
  mutable std::optional<std::vector<Passage>> nearest;
  mutable std::size_t silences = 0;
};

// A topic that reads most of the passages that hold nearly all of a question is meant, whatever words the question
// used; a topic that its words fit poorly, and that reads none of them, gives way to it.
constexpr double least_cover = 0.3;    // of passages that are kept at all
constexpr double telling_cover = 0.7;  // of passages that tell what a question is about
constexpr std::size_t most_telling = 24;
constexpr std::size_t least_telling = 4;
constexpr double reads_most = 0.5;
constexpr double sure_fit = 0.3;
constexpr double unsure_fit = 0.8;
constexpr double nearly_all = 0.9;       // of a question that a sentence must hold to answer where its topic is silent
constexpr std::size_t few_silences = 2;  // whose nearest clauses are looked for in their documents alone
constexpr std::size_t most_incorporating = 12;  // clauses that are read for the names of other documents

}  // namespace

struct Asker::Impl {
  index::Store& store;
  corpus::VersionTexts& texts;
  corpus::Lexicons const& lexicons;
  corpus::Topics const& topics;
  Without without;
  ClauseReader reader;
  QuoteMaker quotes;
  QuestionTerms terms;
  TopicAnswers by_topic;
  std::size_t sharers;                    ///< how many such objects share the memory that one may take
  std::optional<TopicExamples> examples;  ///< made for the first question in free text
  std::map<std::pair<std::string, std::string>, Understood> understood;                     ///< by question and date
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> incorporated_of;  ///< authority and date

  Impl(index::Store& s, corpus::VersionTexts& t, corpus::Lexicons const& l, corpus::Topics const& tt, Without w,
       std::size_t n)
      : store(s),
        texts(t),
        lexicons(l),
        topics(tt),
        without(w),
        reader(s, w, n),
        quotes(t, reader, w),
        terms(s, l, w),
        by_topic(s, reader, quotes, l, tt, w),
        sharers(n) {}
  void trim() { by_topic.trim(reader.trim(), sharers); }

  corpus::Result<Understood const*> understand(std::string_view question, std::string const& as_of);
  void check_topic(Understood& question);
  corpus::Result<Answer> answer(Party const& party, std::string_view question, Understood const& meant,
                                corpus::Topic const* topic, AskScope const& scope, Explanation* trace = nullptr);
  corpus::Result<corpus::Topic const*> topic_named(std::string_view id) const;
  void note_searched(Party const& party, Answer& out);
  corpus::Result<std::vector<std::string> const*> incorporated(Party const& party, std::string const& as_of);
};

void Asker::Impl::check_topic(Understood& question) {
  std::vector<Passage const*> best;
  for (auto const& passage : question.passages)
    if (passage.cover >= telling_cover) best.push_back(&passage);
  std::stable_sort(best.begin(), best.end(), [](auto const* a, auto const* b) { return a->cover > b->cover; });
  if (best.size() > most_telling) best.resize(most_telling);
  if (best.size() < least_telling) return;
  auto const share = [&](corpus::Topic const& topic) {
    auto const reads = [&](Passage const* passage) {
      auto const* text = reader.text(passage->text_id);
      return text != nullptr && !by_topic.read(topic, *text).empty();
    };
    return static_cast<double>(std::count_if(best.begin(), best.end(), reads)) / static_cast<double>(best.size());
  };
  auto& frame = question.frame;
  bool const tells = std::any_of(question.terms.begin(), question.terms.end(), [](auto const& t) { return !t.vague; });
  if (frame.topic != nullptr && (!tells || share(*frame.topic) > 0)) return;
  double most = reads_most;
  for (auto const& topic : topics.all) {
    if (std::find(frame.excluded.begin(), frame.excluded.end(), &topic) != frame.excluded.end()) continue;
    auto const s = share(topic);
    if (s < most) continue;
    most = s;
    frame.topic = &topic;
    frame.fit = s;
  }
}

corpus::Result<Understood const*> Asker::Impl::understand(std::string_view question, std::string const& as_of) {
  auto const key = std::pair(std::string(question), as_of);
  if (auto const it = understood.find(key); it != understood.end()) return &it->second;
  Understood out{query::understand(question, topics, lexicons), terms.read(question), {}, false, {}, 0};
  if (!question.empty() && out.frame.topic == nullptr && !without.has(Mechanism::examples)) {
    if (!examples) examples.emplace(topics, lexicons);
    auto const clearest = TopicExamples::clearest(examples->like(question, out.frame), out.frame.excluded);
    out.frame.topic = clearest.topic;
    out.frame.fit = clearest.score;
    out.by_examples = clearest.topic != nullptr;
  }
  if (out.frame.topic == nullptr || out.by_examples || out.frame.fit <= sure_fit) {
    auto passages = retrieve(out.terms, lexicons, {as_of, {}, {}, {}}, least_cover, store, reader);
    if (!passages) return passages.error();
    out.passages = std::move(*passages);
    if (!without.has(Mechanism::passages) && !out.by_examples) check_topic(out);
  }
  if (understood.size() > 16) understood.clear();
  return &understood.emplace(key, std::move(out)).first->second;
}

corpus::Result<std::vector<std::string> const*> Asker::Impl::incorporated(Party const& party,
                                                                          std::string const& as_of) {
  auto const key = std::pair(party.name, as_of);
  if (auto const it = incorporated_of.find(key); it != incorporated_of.end()) return &it->second;
  index::Scope scope{as_of, {}, {}, {}};
  std::vector<std::string> known;
  for (auto const& one : party.documents) {
    known.push_back(one.document.source.document_type);
    if (one.version.capture == corpus::Capture::document) scope.documents.push_back(one.document.id);
  }
  std::set<std::string> names;
  auto const hits = scope.documents.empty() ? corpus::Result<std::vector<index::Hit>>(std::vector<index::Hit>{})
                                            : store.find("incorporate AND reference", scope, most_incorporating);
  if (!hits) return hits.error();
  for (auto const& hit : *hits) {
    auto const& current = *std::find_if(party.documents.begin(), party.documents.end(),
                                        [&](index::Current const& c) { return c.document.id == hit.document_id; });
    auto const places = reader.places(current.version.id);
    if (!places) return places.error();
    auto const text = quotes.version_text(current.version.sha256);
    if (!text) return text.error();
    auto const place = (*places)->first.find(hit.text_id);
    if (place == (*places)->first.end()) continue;
    auto const raw = (*places)->clauses[place->second].raw;
    if (raw.end > (*text)->size()) continue;
    for (auto const& name : linked_documents(corpus::slice(**text, raw), lexicons.concepts))
      if (!is_among(name, known)) names.insert(name);
  }
  if (incorporated_of.size() > 4096) incorporated_of.clear();
  return &incorporated_of.emplace(key, std::vector<std::string>(names.begin(), names.end())).first->second;
}

void Asker::Impl::note_searched(Party const& party, Answer& out) {
  for (auto const& one : party.documents) {
    auto const& type = one.document.source.document_type;
    if (one.version.capture != corpus::Capture::document) {
      out.searched.not_captured.push_back(type + ": " + std::string(corpus::to_string(one.version.capture)));
      continue;
    }
    if (!one.version.provisions_supported) out.searched.unsupported.push_back(type + ": " + one.version.language);
    out.searched.documents.push_back(type);
    if (auto const places = reader.places(one.version.id))
      out.searched.clauses += static_cast<std::int64_t>((*places)->clauses.size());
  }
  for (auto* list : {&out.searched.documents, &out.searched.not_captured, &out.searched.unsupported})
    std::sort(list->begin(), list->end());
}

corpus::Result<corpus::Topic const*> Asker::Impl::topic_named(std::string_view id) const {
  if (auto const* topic = topics.find(id)) return topic;
  std::vector<std::string> ids;
  for (auto const& one : topics.all) ids.push_back(one.id);
  return corpus::Error{corpus::Errc::not_found, std::string(id), 0, "no such topic" + suggestion(id, ids)};
}

corpus::Result<Answer> Asker::Impl::answer(Party const& party, std::string_view question, Understood const& meant,
                                           corpus::Topic const* topic, AskScope const& scope, Explanation* trace) {
  Answer out;
  out.authority = party.name;
  out.question = question;
  if (topic != nullptr) out.topic = topic->id;
  note_searched(party, out);
  if (out.searched.documents.empty()) {
    out.verdict = Verdict::not_captured;
    out.confidence = 1;
    return out;
  }
  auto const others = incorporated(party, scope.as_of);
  if (!others) return others.error();
  out.searched.incorporated = **others;
  std::vector<OwnDocument> documents;
  for (auto const& one : party.documents)
    if (one.version.capture == corpus::Capture::document)
      documents.push_back({&one, topics.document_types[one.document.source.document_type].rank});
  FreeQuestion free{lexicons.concepts, meant.frame.bearer, meant.passages, scope.max_quotes};
  auto const done = topic != nullptr ? by_topic.answer(party, *topic, scope, out, trace)
                                     : answer_free(free, documents, reader, quotes, out, trace);
  if (!done) return done.error();
  if (out.verdict == Verdict::silent && topic != nullptr) {
    std::vector<Passage> own;
    if (free.passages.empty()) {
      bool const of_all = meant.nearest || ++meant.silences > few_silences;
      index::Scope within{scope.as_of, {}, {}, {}};
      if (!of_all)
        for (auto const& one : documents) within.documents.push_back(one.current->document.id);
      if (!meant.nearest) {
        auto passages = retrieve(meant.terms, lexicons, within, least_cover, store, reader);
        if (!passages) return passages.error();
        (of_all ? meant.nearest.emplace() : own) = std::move(*passages);
      }
      free.passages = of_all ? *meant.nearest : own;
    }
    Answer by_words;
    if (auto const found = answer_free(free, documents, reader, quotes, by_words); !found) return found.error();
    // A topic that only some of the question's words name gives way to a sentence that holds them all.
    bool const unsure =
        topic == meant.frame.topic && (meant.by_examples || (!topic->featured && meant.frame.fit <= unsure_fit));
    auto const least = confidence_of_words(meant.by_examples ? 0 : nearly_all);
    if (unsure && by_words.verdict != Verdict::silent && by_words.confidence >= least) {
      if (auto const found = answer_free(free, documents, reader, quotes, out, trace); !found) return found.error();
      out.topic.clear();
    } else {
      out.nearest = by_words.evidence.empty() ? std::move(by_words.nearest) : std::move(by_words.evidence);
    }
  }
  if (out.verdict == Verdict::silent) {
    bool const complete = out.searched.not_captured.empty() && out.searched.unsupported.empty();
    out.confidence = confidence_of_silence(topic != nullptr && topic->featured, complete && others_are_here(out));
    if (!complete) out.caveats.push_back("Silence is uncertain: not every document could be read.");
    if (!others_are_here(out))
      out.caveats.push_back(
          "Silence is uncertain: the terms also bind by documents that are not in the index under their names.");
  }
  if (out.conflict) out.caveats.push_back("The documents contradict each other; both sides are quoted.");
  return out;
}

Asker::Asker(index::Store& store, corpus::VersionTexts& texts, corpus::Lexicons const& lexicons,
             corpus::Topics const& topics, Without without, std::size_t sharers)
    : impl_(std::make_unique<Impl>(store, texts, lexicons, topics, without, std::max<std::size_t>(1, sharers))) {}
Asker::~Asker() = default;

Understanding Asker::understand(std::string_view question) const {
  auto const frame = query::understand(question, impl_->topics, impl_->lexicons);
  return {frame.topic != nullptr ? frame.topic->id : "", frame.fit, frame.words};
}

corpus::Result<std::vector<Answer>> Asker::ask(std::string_view question, std::string_view topic,
                                               AskScope const& scope) {
  impl_->trim();
  auto const meant = impl_->understand(question, scope.as_of);
  if (!meant) return meant.error();
  auto const* asked = (*meant)->frame.topic;
  if (!topic.empty()) {
    auto const named = impl_->topic_named(topic);
    if (!named) return named.error();
    asked = *named;
  }
  auto const parties = parties_of(impl_->reader.current(scope.as_of), impl_->topics.document_types);
  std::vector<Answer> out;
  auto const add = [&](Party const& party) -> corpus::Result<void> {
    auto answer = impl_->answer(party, question, **meant, asked, scope);
    if (!answer) return answer.error();
    out.push_back(std::move(*answer));
    return {};
  };
  if (scope.authorities.empty()) {
    for (auto const& party : parties)
      if (auto const done = add(party); !done) return done.error();
    return out;
  }
  for (auto const& name : scope.authorities) {
    auto const it = std::find_if(parties.begin(), parties.end(), [&](Party const& p) { return p.name == name; });
    if (it != parties.end()) {
      if (auto const done = add(*it); !done) return done.error();
      continue;
    }
    std::set<std::string> names;
    for (auto const& document : impl_->store.documents()) names.insert(document.source.authority);
    if (!names.contains(name))
      return corpus::Error{corpus::Errc::not_found, name, 0,
                           "no such provider in the index" + suggestion(name, {names.begin(), names.end()})};
    if (auto const done = add({name, {}, {}}); !done) return done.error();
    out.back().caveats.push_back(scope.as_of.empty() ? "No document of it is in force."
                                                     : "No document of it was in force on " + scope.as_of + ".");
  }
  return out;
}

corpus::Result<Explanation> Asker::explain(std::string_view question, std::string_view topic,
                                           std::string const& authority, AskScope const& scope) {
  impl_->trim();
  auto const meant = impl_->understand(question, scope.as_of);
  if (!meant) return meant.error();
  auto const& frame = (*meant)->frame;
  Explanation out;
  out.bearer = frame.bearer;
  for (auto const& term : (*meant)->terms) {
    out.terms.push_back({term.words, {}, term.weight});
    for (auto const m : term.matters) out.terms.back().matters.push_back(impl_->lexicons.matters[m].name);
  }
  for (auto const& fit : frame.fits) out.topics.push_back({fit.topic->id, fit.score, fit.fit});
  auto const* asked = frame.topic;
  bool const by_words = asked != nullptr && !frame.fits.empty() && frame.fits.front().topic == asked;
  out.understood_by = asked == nullptr        ? "no topic"
                      : by_words              ? "words"
                      : (*meant)->by_examples ? "examples"
                                              : "passages";
  if (!topic.empty()) {
    auto const named = impl_->topic_named(topic);
    if (!named) return named.error();
    asked = *named;
    out.understood_by = "given";
  }
  auto const parties = parties_of(impl_->reader.current(scope.as_of), impl_->topics.document_types);
  auto const it = std::find_if(parties.begin(), parties.end(), [&](Party const& p) { return p.name == authority; });
  Party const nobody{authority, {}, {}};
  auto answer = impl_->answer(it == parties.end() ? nobody : *it, question, **meant, asked, scope, &out);
  if (!answer) return answer.error();
  out.answer = std::move(*answer);
  return out;
}

}  // namespace smallprint::query
