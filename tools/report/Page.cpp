// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "report/Page.h"

#include <zlib.h>

namespace allocsites::report {

namespace {

/// What the template has where the data goes.
constexpr std::string_view FirstPlaceholder = "ALLOCSITES_REPORT_DATA",
                           RestPlaceholder = "ALLOCSITES_REPORT_REST";
constexpr std::string_view ElementBegin = "<script", ElementEnd = "</script>";
/// Digits of a piece; whole bytes.
constexpr size_t PieceSize = size_t(1) << 19;
/// Higher levels take much longer for a few percent.
constexpr int CompressionLevel = 5;
constexpr int GzipWindow = 15 + 16;

/// Encodes what comes in pieces.
class Base64 {
public:
  /// \p between is put between pieces of PieceSize digits.
  Base64(Buffer &out, std::string between)
      : out(out), between(std::move(between)) {}

  void add(const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      held = held << 8 | bytes[i];
      if (++count == 3)
        flush(4);
    }
  }

  void finish() {
    if (count == 0)
      return;
    size_t digits = count + 1;
    for (size_t i = count; i < 3; ++i)
      held <<= 8;
    flush(digits);
    for (; digits < 4; ++digits)
      out.push_back('=');
  }

private:
  void flush(size_t digits) {
    static constexpr char Digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (written == PieceSize) {
      out.append(between.data(), between.data() + between.size());
      written = 0;
    }
    written += 4;
    for (size_t i = 0; i < digits; ++i)
      out.push_back(Digits[held >> (18 - 6 * i) & 63]);
    held = 0;
    count = 0;
  }

  Buffer &out;
  std::string between;
  size_t written = 0; ///< of the piece
  uint32_t held = 0;
  size_t count = 0;
};

Result<void> compress(Base64 &out, std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, CompressionLevel, Z_DEFLATED, GzipWindow, 9,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return Error{"cannot compress the report: out of memory"};
  // zlib counts in 32 bits.
  constexpr size_t Piece = size_t(1) << 30;
  std::vector<unsigned char> room(size_t(1) << 20);
  int status = Z_OK;
  while (status == Z_OK) {
    if (stream.avail_in == 0 && !text.empty()) {
      std::string_view piece = text.substr(0, Piece);
      stream.next_in =
          reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
      stream.avail_in = uInt(piece.size());
      text.remove_prefix(piece.size());
    }
    stream.next_out = room.data();
    stream.avail_out = uInt(room.size());
    status = deflate(&stream, text.empty() ? Z_FINISH : Z_NO_FLUSH);
    out.add(room.data(), room.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  if (status != Z_STREAM_END)
    return Error{
        fmt::format("cannot compress the report: zlib says {}", status)};
  return {};
}

/// Writes the template's text up to \p placeholder and, in its place, \p data;
/// \p left is the text behind it then.
Result<void> fillPlace(Buffer &out, std::string_view &left,
                       std::string_view placeholder, const Buffer &data) {
  size_t place = left.find(placeholder);
  size_t begin = left.rfind(ElementBegin, place);
  if (place == std::string_view::npos || begin == std::string_view::npos ||
      left.find(ElementEnd, place) == std::string_view::npos)
    return Error{"the report's template has no place for data"};
  out.append(left.data(), left.data() + place);
  Base64 base64(out, fmt::format("{}\n{}", ElementEnd,
                                 left.substr(begin, place - begin)));
  if (Result<void> done = compress(base64, {data.data(), data.size()}); !done)
    return done;
  base64.finish();
  left.remove_prefix(place + placeholder.size());
  return {};
}

} // namespace

Result<void> writePage(Buffer &out, std::string_view pageTemplate,
                       const PackedReport &data) {
  std::string_view left = pageTemplate;
  if (auto done = fillPlace(out, left, FirstPlaceholder, data.first); !done)
    return done;
  if (auto done = fillPlace(out, left, RestPlaceholder, data.rest); !done)
    return done;
  out.append(left.data(), left.data() + left.size());
  return {};
}

} // namespace allocsites::report
