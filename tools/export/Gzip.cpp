// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "export/Gzip.h"

#include <algorithm>
#include <limits>
#include <new>
#include <zlib.h>

namespace allocsites {

void appendGzip(Buffer &out, std::string_view bytes) {
  constexpr int GzipWindow = 15 + 16; // the largest, with a gzip header
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GzipWindow, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc(); // All else that can fail is the arguments.
  Bytef chunk[1 << 16];
  size_t fed = 0;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    size_t part = std::min<size_t>(bytes.size() - fed,
                                   std::numeric_limits<uInt>::max() / 2);
    stream.next_in =
        reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data() + fed));
    stream.avail_in = uInt(part);
    stream.next_out = chunk;
    stream.avail_out = sizeof(chunk);
    status =
        deflate(&stream, fed + part == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    fed += part - stream.avail_in;
    out.append(reinterpret_cast<char *>(chunk),
               reinterpret_cast<char *>(chunk) + sizeof(chunk) -
                   stream.avail_out);
  }
  deflateEnd(&stream);
}

} // namespace allocsites
