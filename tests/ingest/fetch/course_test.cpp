#include "ingest/fetch/course.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using Kind = Step::Kind;

namespace {

std::string const now = "2025-06-13T04:12:07Z";

Exchange answer(int status, std::string headers = {}, std::string body = "words") {
  Exchange out;
  out.status = status;
  out.headers = std::move(headers);
  out.body = std::move(body);
  return out;
}

Exchange trouble(std::string error) {
  Exchange out;
  out.error = std::move(error);
  return out;
}

struct Trip {
  explicit Trip(FetchRequest request = {"https://a.example/x", "\"v1\"", "", ""})
      : course(request, *parse_url(request.url), limits) {}
  Step after(Exchange exchange, TransferEnd end = TransferEnd::answered) {
    return course.after(end, std::move(exchange), backoff, now);
  }
  FetchLimits limits;
  Backoff backoff{2, 120, 1};
  Course course;
};

}  // namespace

TEST_CASE("a course ends with a page", "[ingest][fetch]") {
  Trip trip;
  CHECK(trip.after(answer(200)).kind == Kind::ended);
  CHECK(trip.course.result().end == FetchEnd::got);
  CHECK(trip.course.result().exchanges.size() == 1);
  CHECK(trip.course.result().detail.empty());
}

TEST_CASE("conditions go only where what is held came from", "[ingest][fetch]") {
  Trip plain;
  CHECK(plain.course.etag() == "\"v1\"");
  CHECK(plain.after(answer(301, "Location: /y\r\n")).kind == Kind::elsewhere);
  CHECK(plain.course.url().text == "https://a.example/y");
  CHECK(plain.course.etag().empty());

  Trip moved({"https://a.example/x", "\"v1\"", "then", "https://B.example/z#part"});
  CHECK(moved.course.etag().empty());
  CHECK(moved.after(answer(302, "location: //b.example/z\r\n")).kind == Kind::elsewhere);
  CHECK(moved.course.etag() == "\"v1\"");
  CHECK(moved.course.last_modified() == "then");
  CHECK(moved.after(answer(304)).kind == Kind::ended);
  CHECK(moved.course.result().end == FetchEnd::not_modified);
}

TEST_CASE("tries are counted for each address, and waits grow", "[ingest][fetch]") {
  Trip trip;
  auto const first = trip.after(trouble("cut"), TransferEnd::broken);
  auto const second = trip.after(answer(500));
  CHECK(first.kind == Kind::again);
  CHECK((first.wait_seconds >= 1 && first.wait_seconds <= 2));
  CHECK((second.wait_seconds >= 2 && second.wait_seconds <= 4));
  CHECK(trip.after(answer(307, "Location: /y\r\n")).kind == Kind::elsewhere);
  CHECK(trip.after(answer(502)).kind == Kind::again);
  CHECK(trip.after(answer(502)).kind == Kind::again);
  CHECK(trip.after(trouble("cut"), TransferEnd::broken).kind == Kind::ended);
  CHECK(trip.course.result().end == FetchEnd::failed);
  CHECK(trip.course.result().detail == "https://a.example/y: cut, at the last of 3 tries");
  CHECK(trip.course.result().exchanges.size() == 6);
}

TEST_CASE("what another try would not mend ends at once", "[ingest][fetch]") {
  Trip failed;
  CHECK(failed.after(trouble("too large"), TransferEnd::failed).kind == Kind::ended);
  CHECK(failed.course.result().end == FetchEnd::failed);
  CHECK(failed.course.result().detail == "https://a.example/x: too large");

  Trip refused;
  CHECK(refused.after(trouble("the address 127.0.0.1 is loopback"), TransferEnd::refused).kind == Kind::ended);
  CHECK(refused.course.result().end == FetchEnd::refused);
  CHECK(refused.course.result().exchanges.empty());  // it was not asked

  Trip once;
  once.limits.tries = 1;
  CHECK(once.after(answer(500)).kind == Kind::ended);
  CHECK(once.course.result().detail == "https://a.example/x: 500");
}

TEST_CASE("a wish to wait is granted, to a limit", "[ingest][fetch]") {
  Trip patient;
  auto const step = patient.after(answer(429, "Retry-After: 120\r\n"));
  CHECK(step.kind == Kind::again);
  CHECK(step.wait_seconds == 120);
  CHECK(step.leave_alone_until.empty());
  (void)patient.after(answer(429, "Retry-After: 7\r\n"));
  auto const last = patient.after(answer(429, "Retry-After: 60\r\n"));
  CHECK(last.kind == Kind::ended);
  CHECK(last.wait_seconds == 60);  // the host's other pages wait all the same
  CHECK(patient.course.result().end == FetchEnd::blocked);

  Trip long_wait;
  auto const end = long_wait.after(answer(503, "Retry-After: 121\r\n"));
  CHECK(end.kind == Kind::ended);
  CHECK(end.leave_alone_until == "2025-06-13T04:14:08Z");
  CHECK(long_wait.course.result().end == FetchEnd::blocked);

  Trip wordless;
  CHECK(wordless.after(answer(503, "Retry-After: soon\r\n")).wait_seconds <= 2);
}

TEST_CASE("an error's body that was cut is an answer all the same", "[ingest][fetch]") {
  Trip trip;
  auto cut = answer(404);
  cut.error = "the connection ended after 4 of 10 bytes";
  CHECK(trip.after(cut).kind == Kind::ended);
  CHECK(trip.course.result().detail == "https://a.example/x: 404");
}

TEST_CASE("a course can be stopped", "[ingest][fetch]") {
  Trip trip;
  trip.course.stop(FetchEnd::refused, "robots.txt disallows /x");
  CHECK(trip.course.result().end == FetchEnd::refused);
  CHECK(trip.course.result().detail == "https://a.example/x: robots.txt disallows /x");
}
