#pragma once

namespace smallprint::query {

/// How sure an answer is, as the share of such answers that were right on the labelled set: the table of
/// docs/answers.md, made by bench/answers.py. Monotone and piecewise linear.
///
/// \param plainness  0..1: strength of the strongest sentence, less where sentences disagree
/// \param measured   the topic is one of those that the labelled set holds (corpus::Topic::featured)
[[nodiscard]] double confidence_of(double plainness, bool measured);

/// Of an answer without topic. \param cover  0..1: share of the question that the best sentence holds
[[nodiscard]] double confidence_of_words(double cover);

/// Of silence. \param complete  every document could be read
[[nodiscard]] double confidence_of_silence(bool measured, bool complete);

}  // namespace smallprint::query
