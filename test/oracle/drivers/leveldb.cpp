// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Oracle driver for LevelDB: writes, overwrites, deletes, compacts, iterates and
// reopens a database in memory. Background work runs in the one background
// thread while this one waits for it, so that every run allocates the same.
#include "helpers/memenv/memenv.h"
#include "leveldb/cache.h"
#include "leveldb/db.h"
#include "leveldb/env.h"
#include "leveldb/filter_policy.h"
#include "leveldb/write_batch.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

void check(const leveldb::Status &status) {
  if (status.ok())
    return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

std::string key(int number) {
  char text[32];
  std::snprintf(text, sizeof text, "key-%08d", number * 7919 % 100003);
  return text;
}

std::unique_ptr<leveldb::DB> open(const leveldb::Options &options) {
  leveldb::DB *db = nullptr;
  check(leveldb::DB::Open(options, "/database", &db));
  return std::unique_ptr<leveldb::DB>(db);
}

void fill(leveldb::DB &db, int begin, int end) {
  for (int i = begin; i < end; ++i)
    check(db.Put({}, key(i), "value " + std::string(i % 200, 'v')));
  leveldb::WriteBatch batch;
  for (int i = begin; i < end; i += 3)
    batch.Delete(key(i));
  check(db.Write({}, &batch));
}

size_t readAll(leveldb::DB &db) {
  size_t bytes = 0;
  std::unique_ptr<leveldb::Iterator> it(db.NewIterator({}));
  for (it->SeekToFirst(); it->Valid(); it->Next())
    bytes += it->key().size() + it->value().ToString().size();
  check(it->status());
  return bytes;
}

size_t lookUp(leveldb::DB &db, int end) {
  size_t found = 0;
  std::string value;
  for (int i = 0; i < end; ++i)
    found += db.Get({}, key(i), &value).ok();
  return found;
}

} // namespace

int main() {
  std::unique_ptr<leveldb::Env> env(
      leveldb::NewMemEnv(leveldb::Env::Default()));
  std::unique_ptr<const leveldb::FilterPolicy> filter(
      leveldb::NewBloomFilterPolicy(10));
  std::unique_ptr<leveldb::Cache> cache(leveldb::NewLRUCache(1 << 20));
  leveldb::Options options;
  options.create_if_missing = true;
  options.env = env.get();
  options.filter_policy = filter.get();
  options.block_cache = cache.get();
  // Writes never fill the buffer: only CompactRange starts background work.
  options.write_buffer_size = 64 << 20;
  options.compression = leveldb::kNoCompression;

  auto db = open(options);
  for (int round = 0; round < 3; ++round) {
    fill(*db, round * 4000, round * 4000 + 6000);
    db->CompactRange(nullptr, nullptr);
    std::printf("round %d: %zu bytes, %zu found\n", round, readAll(*db),
                lookUp(*db, 10000));
  }
  db.reset();
  db = open(options);
  std::printf("reopened: %zu bytes\n", readAll(*db));
}
