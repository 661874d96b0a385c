// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lenses: what a report may count. One table, Go's names and order.
#ifndef ALLOCSITES_MODEL_LENS_H
#define ALLOCSITES_MODEL_LENS_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace allocsites {

enum class Lens : uint8_t {
  AllocObjects,
  AllocSpace,
  InuseObjects,
  InuseSpace,
  PeakObjects,
  PeakSpace,
  TempObjects
};
inline constexpr size_t LensCount = 7;

/// What a runtime may leave out; see its options. A set: bits.
enum Tracking : uint8_t {
  NoTracking = 0,
  LiveTracking = 1,
  LifetimeTracking = 2,
  PeakTracking = 4,
  AllTracking = 7
};

enum class Unit : uint8_t { Objects, Bytes };

struct LensInfo {
  Lens lens;
  const char *name;
  Unit unit;
  Lens sibling;       ///< the other unit of the same thing, or itself
  Tracking needs;     ///< unknown without
  const char *option; ///< of the runtime, that switches it on
  const char *meaning;
};

inline constexpr std::array<LensInfo, LensCount> Lenses = {{
    {Lens::AllocObjects, "alloc_objects", Unit::Objects, Lens::AllocSpace,
     NoTracking, "", "allocations made, whether or not freed since"},
    {Lens::AllocSpace, "alloc_space", Unit::Bytes, Lens::AllocObjects,
     NoTracking, "", "bytes requested, whether or not freed since"},
    {Lens::InuseObjects, "inuse_objects", Unit::Objects, Lens::InuseSpace,
     LiveTracking, "live", "allocations not freed yet"},
    {Lens::InuseSpace, "inuse_space", Unit::Bytes, Lens::InuseObjects,
     LiveTracking, "live", "bytes not freed yet"},
    {Lens::PeakObjects, "peak_objects", Unit::Objects, Lens::PeakSpace,
     PeakTracking, "peak",
     "allocations in use when the process had the most bytes in use"},
    {Lens::PeakSpace, "peak_space", Unit::Bytes, Lens::PeakObjects,
     PeakTracking, "peak",
     "bytes in use when the process had the most bytes in use"},
    {Lens::TempObjects, "temp_objects", Unit::Objects, Lens::TempObjects,
     LifetimeTracking, "lifetimes",
     "temporaries: freed by their thread before it allocated again"},
}};

inline const LensInfo &info(Lens lens) { return Lenses[size_t(lens)]; }

/// Now, at the end, or at the peak.
inline bool isOfWhatIsInUse(Lens lens) {
  return lens == Lens::InuseObjects || lens == Lens::InuseSpace ||
         lens == Lens::PeakObjects || lens == Lens::PeakSpace;
}

/// "alloc_objects, alloc_space, … or temp_objects".
std::string lensNames();

/// By name ("alloc_space") or by index ("1").
std::optional<Lens> parseLens(std::string_view text);

/// "24.02MB" or "1234"; "-1.50kB" in a difference.
std::string formatValue(int64_t value, Unit unit);

/// No context counts as far (18 petabytes): one that does is damaged. Sums of
/// some hundred such counts, and differences of them, hold.
inline constexpr int64_t MostCounted = int64_t(1) << 54;

/// One number a lens. Negative only in the difference of two profiles.
struct Counts {
  std::array<int64_t, LensCount> values{};

  int64_t operator[](Lens lens) const { return values[size_t(lens)]; }
  int64_t &operator[](Lens lens) { return values[size_t(lens)]; }
  /// Wraps around, as sums of a damaged profile may.
  Counts &operator+=(const Counts &other) {
    for (size_t i = 0; i < LensCount; ++i)
      values[i] = int64_t(uint64_t(values[i]) + uint64_t(other.values[i]));
    return *this;
  }
  Counts &operator-=(const Counts &other) { // likewise
    for (size_t i = 0; i < LensCount; ++i)
      values[i] = int64_t(uint64_t(values[i]) - uint64_t(other.values[i]));
    return *this;
  }
  bool any() const {
    int64_t all = 0;
    for (int64_t value : values)
      all |= value;
    return all != 0;
  }
  bool operator==(const Counts &) const = default;
};

} // namespace allocsites

#endif
