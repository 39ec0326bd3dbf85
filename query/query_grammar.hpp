#pragma once  // only query_language.cpp includes this
#include "corpus/text.hpp"
#include "query/query_language.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

namespace smallprint::query::language::grammar {
namespace x3 = boost::spirit::x3;

struct begin_tag;  ///< the query's first byte, for offsets

/// `NEAR/5 b`
struct Step {
  std::uint32_t distance = 10;
  Node term{};
};
/// `a NEAR/5 b NEAR/3 c`
struct Chain {
  Node first{};
  std::vector<Step> rest{};
};
/// `NEAR(a b, 5)`
struct Call {
  std::vector<Node> terms{};
  boost::optional<std::uint32_t> distance{};
};
/// `heading:x`
struct Head {
  Field field{};
  std::size_t offset = 0;
};
struct Limited {
  Head head{};
  Node value{};
};
/// `NOT x`
struct Negated {
  std::string marks{};  ///< one '!' for each NOT
  Node operand{};
};

struct FieldNames : x3::symbols<Field> {
  FieldNames() {
    using enum Field;
    add("provider", provider)("authority", provider)("type", type)("document", type)("modality", modality)(
        "bearer", bearer)("topic", topic)("heading", heading)("lead-in", lead_in)("text", text);
  }
};
inline const FieldNames field_names;

/// ICU knows what a word is, as it does in the index.
inline bool has_word(std::string_view text) {
  return !corpus::words(text).empty();
}

// Actions only build their own rule's value, so that an alternative that fails leaves nothing behind.
// A node starts where its first word or field does.
inline const auto set_text = [](auto& ctx) {
  auto const bytes = x3::_attr(ctx);
  x3::_val(ctx).text.assign(bytes.begin(), bytes.end());
  x3::_val(ctx).offset = static_cast<std::size_t>(bytes.begin() - x3::get<begin_tag>(ctx));
  x3::_pass(ctx) = has_word(x3::_val(ctx).text);
};
inline const auto set_phrase = [](auto& ctx) { set_text(ctx), x3::_val(ctx).phrase = true; };
inline const auto pass_without_word = [](auto& ctx) {
  x3::_pass(ctx) = !has_word({&*x3::_attr(ctx).begin(), static_cast<std::size_t>(x3::_attr(ctx).size())});
};
inline const auto set_prefix = [](auto& ctx) { x3::_val(ctx).prefix = true; };
inline const auto set_exact = [](auto& ctx) { x3::_val(ctx) = std::move(x3::_attr(ctx)), x3::_val(ctx).exact = true; };
inline const auto take = [](auto& ctx) { x3::_val(ctx) = std::move(x3::_attr(ctx)); };
inline const auto set_distance = [](auto& ctx) {
  x3::_val(ctx) = x3::_attr(ctx);
  x3::_pass(ctx) = x3::_attr(ctx) >= 1 && x3::_attr(ctx) <= max_distance;
};
inline const auto make_chain = [](auto& ctx) {
  Chain& chain = x3::_attr(ctx);
  Node& out = x3::_val(ctx);
  out = Node{Node::Kind::all, chain.first.offset};
  Node left = std::move(chain.first);
  for (Step& step : chain.rest) {
    Node near{Node::Kind::near, left.offset};
    near.distance = step.distance;
    near.children = {std::move(left), step.term};
    out.children.push_back(std::move(near));
    left = std::move(step.term);
  }
  if (out.children.empty()) out = std::move(left);
  if (out.children.size() == 1) out = Node(out.children.front());
};
inline const auto make_call = [](auto& ctx) {
  x3::_val(ctx).kind = Node::Kind::near;
  x3::_val(ctx).offset = x3::_attr(ctx).terms.front().offset;
  x3::_val(ctx).children = std::move(x3::_attr(ctx).terms);
  x3::_val(ctx).distance = x3::_attr(ctx).distance.value_or(Node{}.distance);
};
inline const auto set_head_offset = [](auto& ctx) {
  x3::_val(ctx).offset = static_cast<std::size_t>(x3::_where(ctx).begin() - x3::get<begin_tag>(ctx));
};
inline const auto set_head_field = [](auto& ctx) { x3::_val(ctx).field = x3::_attr(ctx); };
inline const auto make_field = [](auto& ctx) {
  x3::_val(ctx).offset = x3::_attr(ctx).head.offset;
  x3::_val(ctx).field = x3::_attr(ctx).head.field;
  x3::_val(ctx).kind = x3::_val(ctx).field >= Field::heading ? Node::Kind::words : Node::Kind::filter;
  x3::_val(ctx).children.push_back(std::move(x3::_attr(ctx).value));
};
inline const auto make_unknown = [](auto& ctx) {  // the door refuses it by its name
  set_text(ctx);
  x3::_val(ctx).kind = Node::Kind::filter;
};
inline const auto make_not = [](auto& ctx) {
  Negated& negated = x3::_attr(ctx);
  if (negated.marks.size() % 2 == 0) {
    x3::_val(ctx) = std::move(negated.operand);
    return;
  }
  x3::_val(ctx).kind = Node::Kind::none;
  x3::_val(ctx).offset = negated.operand.offset;
  x3::_val(ctx).children.push_back(std::move(negated.operand));
};
template <Node::Kind kind, bool implicit>
struct MakeList {  // a list of one is that one
  void operator()(auto& ctx) const {
    std::vector<Node>& operands = x3::_attr(ctx);
    if (operands.size() == 1) {
      x3::_val(ctx) = Node(operands.front());
      return;
    }
    x3::_val(ctx).kind = kind;
    x3::_val(ctx).implicit = implicit;
    x3::_val(ctx).offset = operands.front().offset;
    x3::_val(ctx).children = std::move(operands);
  }
};

// A rule's name is what an error says was expected.
template <class Id, class Value>
using Rule = x3::rule<Id, Value>;

// Spaces: ASCII controls too, U+00A0, U+2000..U+200B, U+202F, U+3000. Other bytes above ASCII belong to words.
inline const auto space = x3::char_('\x00', '\x20') | x3::lit('\x7F') | x3::lit("\xC2\xA0") |
                          (x3::lit("\xE2\x80") >> (x3::char_('\x80', '\x8B') | x3::lit('\xAF'))) |
                          x3::lit("\xE3\x80\x80");
inline const auto quote = x3::lit('"') | "\xE2\x80\x9C" | "\xE2\x80\x9D" | "\xE2\x80\x9E";  // " “ ” „
inline const auto digit = x3::char_('0', '9');
inline const auto letter = x3::char_('a', 'z') | x3::char_('A', 'Z');
// A comma counts inside a number only: "sell, rent" is two words, "1,000" is one.
inline const auto word_byte = (digit >> ',' >> &digit) | (x3::char_ - (space | quote | x3::char_("(),*")));
inline const auto word_end = !(word_byte - x3::char_('/'));
inline const auto keyword = (x3::lit("AND") | "OR" | "NOT" | "NEAR") >> word_end;

inline const auto field_name = x3::no_case[field_names] >> ':';

inline const auto and_word = x3::lexeme["AND" >> word_end];
inline const auto or_word = x3::lexeme["OR" >> word_end];
// "-word" excludes; a hyphen inside a word or alone does not.
inline const auto not_word =
    x3::lexeme[("NOT" >> word_end) | ('-' >> &(letter | digit | quote | x3::char_("(=") | x3::char_('\x80', '\xFF')))];

inline const Rule<struct bare_id, Node> bare = "a word";
inline const auto bare_def =
    x3::lexeme[!keyword >> !field_name >> x3::raw[+word_byte][set_text] >> -x3::lit('*')[set_prefix]];
inline const Rule<struct contents_id, Node> contents = "a word inside the quotes";
inline const auto contents_def = x3::raw[*(x3::char_ - quote)][set_phrase];
inline const x3::rule<struct end_quote_id> end_quote = "'\"'";
inline const auto end_quote_def = x3::omit[quote];
inline const x3::rule<struct quoted_id, Node, true> quoted = "a phrase";
inline const auto quoted_def = x3::lexeme[quote > contents > end_quote > -x3::lit('*')[set_prefix]];
inline const Rule<struct exact_id, Node> exact = "an exact word";
inline const Rule<struct literal_id, Node> literal = "a word or phrase";
inline const auto literal_def = quoted | bare;
inline const auto exact_def = x3::lexeme['=' >> literal[set_exact]];
inline const Rule<struct term_id, Node> term = "a word or phrase";
inline const auto term_def = quoted | exact | bare;

inline const x3::rule<struct close_id> close = "')'";
inline const auto close_def = x3::lit(')');
inline const Rule<struct distance_id, std::uint32_t> distance = "a distance from 1 to 1000";
inline const auto distance_def = x3::uint32[set_distance];
inline const Rule<struct terms_id, std::vector<Node>> terms = "a word or phrase";
inline const Rule<struct more_id, std::vector<Node>> more = "a word or phrase";
inline const auto more_def = +term;
inline const auto terms_def = term > more;
inline const Rule<struct call_parts_id, Call> call_parts = "NEAR(a b, 5)";
inline const auto call_parts_def = x3::lexeme["NEAR" >> x3::omit[*space] >> '('] > terms > -(',' > distance) > close;
inline const Rule<struct call_id, Node> call = "NEAR(a b, 5)";
inline const auto call_def = call_parts[make_call];
inline const Rule<struct near_id, std::uint32_t> near_word = "NEAR";
inline const auto near_word_def =
    x3::lexeme["NEAR" >> (('/' > distance) | (word_end >> !x3::char_("/(") >> x3::attr(10u)))];
inline const Rule<struct step_id, Step> step = "NEAR";
inline const auto step_def = near_word > term;
inline const Rule<struct chain_parts_id, Chain> chain_parts = "a word or phrase";
inline const auto chain_parts_def = term >> *step;
inline const Rule<struct chain_id, Node> chain = "a word or phrase";
inline const auto chain_def = chain_parts[make_chain];

inline const Rule<struct query_id, Node> query = "a word, a phrase, a field or '('";
inline const Rule<struct group_id, Node> group = "'('";
inline const auto group_def = '(' > query > close;
inline const Rule<struct value_id, Node> value = "a value after the colon";
inline const auto value_def = group | call | term;
inline const Rule<struct limited_id, Limited> limited = "a field";
inline const Rule<struct head_id, Head> head = "a field";
inline const auto head_def = x3::lexeme[x3::eps[set_head_offset] >> field_name[set_head_field]];
inline const auto limited_def = head > value;
inline const Rule<struct field_id, Node> field = "a field";
inline const auto field_def = limited[make_field];
// "10:30", "Note: this" and "https://..." are words.
inline const Rule<struct unknown_id, Node> unknown_field = "a field";
inline const auto unknown_field_def = x3::lexeme[x3::raw[letter >> *(letter | digit | x3::char_("_-"))][make_unknown] >>
                                                 ':' >> !(space | x3::char_("/:") | x3::eoi)];

inline const Rule<struct positive_id, Node> positive = "a word, a phrase, a field or '('";
inline const auto positive_def = call | group | field | unknown_field | chain;
inline const Rule<struct negated_id, Negated> negated = "a word, a phrase, a field or '('";
inline const auto negated_def = +(not_word >> x3::attr('!')) > positive;
inline const Rule<struct operand_id, Node> operand = "a word, a phrase, a field or '('";
inline const auto operand_def = negated[make_not] | positive[take];

// Lists of one level each: AND, side by side, OR.
inline const Rule<struct joined_list_id, std::vector<Node>> joined_list = "a word";
inline const auto joined_list_def = operand >> *(and_word > operand);
inline const Rule<struct joined_id, Node> joined = "a word";
inline const auto joined_def = joined_list[MakeList<Node::Kind::all, false>{}];
// Punctuation that stands alone is passed over.
inline const x3::rule<struct noise_id> noise = "punctuation";
inline const auto noise_def =
    x3::lexeme[!keyword >> !not_word >> !('=' >> quote) >> (x3::raw[+word_byte][pass_without_word] | x3::char_(",*"))];
inline const Rule<struct sequence_list_id, std::vector<Node>> sequence_list = "a word";
inline const auto sequence_list_def = *noise >> +(joined >> *noise);
inline const Rule<struct sequence_id, Node> sequence = "a word, a phrase, a field or '('";
inline const auto sequence_def = sequence_list[MakeList<Node::Kind::all, true>{}];
inline const Rule<struct query_list_id, std::vector<Node>> query_list = "a word";
inline const auto query_list_def = sequence >> *(or_word > sequence);
inline const auto query_def = query_list[MakeList<Node::Kind::any, false>{}];
inline const x3::rule<struct end_id> end = "end of query";
inline const auto end_def = x3::eoi;
inline const auto whole = x3::eps > query > end;
BOOST_SPIRIT_DEFINE(bare, contents, end_quote, quoted, exact, literal, term, close, distance, terms, more, call_parts,
                    call, near_word, step, chain_parts, chain, group, value, head, limited, field, unknown_field,
                    positive, negated, operand, joined_list, joined, noise, sequence_list, sequence, query_list, query,
                    end)

}  // namespace smallprint::query::language::grammar

BOOST_FUSION_ADAPT_STRUCT(smallprint::query::language::grammar::Step, distance, term)
BOOST_FUSION_ADAPT_STRUCT(smallprint::query::language::grammar::Chain, first, rest)
BOOST_FUSION_ADAPT_STRUCT(smallprint::query::language::grammar::Call, terms, distance)
BOOST_FUSION_ADAPT_STRUCT(smallprint::query::language::grammar::Limited, head, value)
BOOST_FUSION_ADAPT_STRUCT(smallprint::query::language::grammar::Negated, marks, operand)
