#include "corpus/compress.hpp"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <new>
#include <stdexcept>

namespace smallprint::corpus {
namespace {

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// A context costs more to make than a short text to compress, so each thread keeps its own.
ZSTD_CCtx* compressor() {
  thread_local std::unique_ptr<ZSTD_CCtx, FreeContext> const context{ZSTD_createCCtx()};
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  return context.get();
}

ZSTD_DCtx* decompressor() {
  thread_local std::unique_ptr<ZSTD_DCtx, FreeContext> const context{ZSTD_createDCtx()};
  if (!context) throw std::bad_alloc();
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  return context.get();
}

// The window must reach from the last byte of the text back to the first of its base, or the far
// part of the base cannot be referred to. Beyond what the level's own tables cover, long-distance
// matching finds the shared parts: what `zstd --patch-from` does.
void reach_back(ZSTD_CCtx* context, std::size_t base, std::size_t size) {
  constexpr int own_tables_reach = 20;  // 1 MiB
  auto const window = std::clamp(static_cast<int>(std::bit_width(base + size)), 10, 27);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window);
  if (window > own_tables_reach) ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1);
}

}  // namespace

std::string compress(std::string_view bytes, std::string_view base, int level) {
  auto* const context = compressor();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  if (!base.empty()) {
    reach_back(context, base.size(), bytes.size());
    ZSTD_CCtx_refPrefix(context, base.data(), base.size());
  }
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  auto const size = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size)) throw std::runtime_error(ZSTD_getErrorName(size));  // only memory can run out here
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

Result<std::string> decompress(std::string_view bytes, std::string_view base, std::size_t limit) {
  auto const size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    return Error{Errc::io, "compressed text", 0, "its first bytes are not those of a zstd frame with a size"};
  if (size > limit)
    return Error{Errc::too_large, "compressed text", 0,
                 "it claims " + std::to_string(size) + " bytes, the limit is " + std::to_string(limit)};
  auto* const context = decompressor();
  if (!base.empty()) ZSTD_DCtx_refPrefix(context, base.data(), base.size());
  std::string out(static_cast<std::size_t>(size), '\0');
  auto const got = ZSTD_decompressDCtx(context, out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got)) return Error{Errc::io, "compressed text", 0, ZSTD_getErrorName(got)};
  if (got != size) return Error{Errc::io, "compressed text", 0, "it ends before its size is reached"};
  return out;
}

}  // namespace smallprint::corpus
