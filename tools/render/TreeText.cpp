// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "render/TreeText.h"

#include "support/Units.h"

namespace allocsites {

namespace {

/// Deeper levels are numbered instead of indented.
constexpr size_t DeepestIndent = 60;

class TreePrinter {
public:
  TreePrinter(Buffer &out, ReportContext &context, const CallTree &tree,
              const TreeOptions &options)
      : out(out), context(context), tree(tree), options(options),
        lens(info(context.lens)), sibling(info(lens.sibling)),
        total(context.model.totals[lens.lens]) {}

  /// An explicit stack: the tree may be as deep as the program's recursion.
  void printAll() {
    struct Level {
      uint32_t next, end;
    };
    std::vector<Level> stack;
    auto open = [&](uint32_t node) {
      stack.push_back({tree.firstChild[node], tree.firstChild[node + 1]});
    };
    open(0);
    while (!stack.empty()) {
      Level &level = stack.back();
      size_t depth = stack.size() - 1;
      if (level.next == level.end) {
        stack.pop_back();
        continue;
      }
      uint32_t node = tree.children[level.next];
      bool tooDeep = options.maxDepth != 0 && depth >= options.maxDepth;
      if (tooDeep || isSmall(node)) {
        // Sorted: all that follow are small too.
        printRest(level.next, level.end, depth);
        level.next = level.end;
        continue;
      }
      ++level.next;
      const CallTree::Node &entry = tree.nodes[node];
      std::string kind = kindNote(context, tree.shares.of(node), context.lens);
      printNode(entry.flat, entry.cum, depth,
                displayRow(context, tree.rows[entry.row]) +
                    (kind.empty() ? "" : "  ") + kind);
      open(node);
    }
  }

private:
  bool isSmall(uint32_t node) const {
    return double(magnitude(tree.nodes[node].cum[lens.lens])) <
           double(total) * options.nodeFraction;
  }

  void printRest(uint32_t begin, uint32_t end, size_t depth) {
    Counts cum, flat;
    for (uint32_t i = begin; i < end; ++i) {
      cum += tree.nodes[tree.children[i]].cum;
      flat += tree.nodes[tree.children[i]].flat;
    }
    printNode(flat, cum, depth, fmt::format("... {} more", end - begin));
  }

  void printNode(const Counts &flat, const Counts &cum, size_t depth,
                 const std::string &name) {
    std::string indent =
        depth <= DeepestIndent
            ? std::string(depth * 2, ' ')
            : std::string(DeepestIndent * 2, ' ') + fmt::format("[{}] ", depth);
    std::string flatText =
        fmt::format("{:>10}", formatValue(flat[lens.lens], lens.unit));
    print(out, "{:>10} {} {} {:>10}  {}{}\n",
          formatValue(cum[lens.lens], lens.unit),
          formatPercent(cum[lens.lens], total),
          heat(context, flatText, flat[lens.lens], total),
          formatValue(cum[sibling.lens], sibling.unit), indent, name);
  }

  Buffer &out;
  ReportContext &context;
  const CallTree &tree;
  const TreeOptions &options;
  const LensInfo &lens, &sibling;
  int64_t total;
};

} // namespace

void renderTree(Buffer &out, ReportContext &context, const CallTree &tree,
                const TreeOptions &options) {
  printHeader(out, context);
  const LensInfo &lens = info(context.lens), &sibling = info(lens.sibling);
  int64_t shown = tree.nodes[0].cum[lens.lens];
  print(out, "Showing {} of {} total\n", formatValue(shown, lens.unit),
        formatValue(context.model.totals[lens.lens], lens.unit));
  printUnknownKind(out, context);
  print(out, "{:>10} {:>5}% {:>10} {:>10}\n", "cum", "cum", "flat",
        sibling.unit == Unit::Objects ? "objects" : "space");
  TreePrinter(out, context, tree, options).printAll();
}

} // namespace allocsites
