// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// allocsites diff: what a change of the program changed, of one run each or of
// several.
#include "render/Diff.h"
#include "cli/Session.h"
#include "cli/Verbs.h"
#include "model/DiffTable.h"
#include "model/Difference.h"
#include "profile/Reader.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

constexpr const char *Usage =
    "diff: give two profiles, OLD and NEW, or several runs a side with "
    "--old=FILE and --new=FILE, each as often as there are runs";

class Diff : public Verb {
public:
  void addOptions(CLI::App &app) override {
    auto add = [&](const char *name, std::vector<std::string> &value,
                   const char *text) {
      app.add_option(name, value, text)
          ->type_name("FILE")
          ->allow_extra_args(false)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
          ->group("Several runs a side");
    };
    add("--old", oldFiles, "A run before the change (repeatable)");
    add("--new", newFiles, "A run after the change (repeatable)");
    addReportOptions(app, options);
    app.get_option("FILE")->description("OLD and NEW, a run of each side");
  }

  Result<int> execute(const Arguments &) override {
    if (options.files.size() == 2 && oldFiles.empty() && newFiles.empty()) {
      oldFiles = {options.files[0]};
      newFiles = {options.files[1]};
    } else if (!options.files.empty() || oldFiles.empty() || newFiles.empty()) {
      return Error{Usage};
    }

    DiffBuilder builder(oldFiles.size(), newFiles.size());
    builder.total.oldFlat.resize(oldFiles.size());
    builder.total.newFlat.resize(newFiles.size());
    // The last version says where functions are: lines of the old ones move.
    auto reference = open(newFiles[0], nullptr);
    if (!reference)
      return reference.error();
    Session &shown = **reference;
    collect(shown, builder, &DiffRow::newFlat, &DiffRow::newCum, 0);
    for (size_t i = 1; i < newFiles.size(); ++i)
      if (auto done = addRun(newFiles[i], shown.model, builder,
                             &DiffRow::newFlat, &DiffRow::newCum, i);
          !done)
        return done.error();
    for (size_t i = 0; i < oldFiles.size(); ++i)
      if (auto done = addRun(oldFiles[i], shown.model, builder,
                             &DiffRow::oldFlat, &DiffRow::oldCum, i);
          !done)
        return done.error();

    DiffTable table = builder.take(shown.context->lens);
    table.oldRuns = oldFiles;
    table.newRuns = newFiles;
    Buffer report;
    if (options.json)
      renderDiffJson(report, *shown.context, table);
    else
      renderDiff(report, *shown.context, table,
                 topOptions(options, shown).nodeCount);
    if (auto written = writeReport(options, report); !written)
      return written.error();
    return 0;
  }

private:
  using Column = std::vector<Counts> DiffRow::*;

  Result<std::unique_ptr<Session>> open(const std::string &file,
                                        const Model *reference) {
    return openSession(options, [&]() -> Result<Model> {
      Progress progress(progressMode(options), "reading " + printable(file));
      Result<Model> model = readProfiles({file});
      if (model && reference)
        rebase(*model, *reference);
      return model;
    });
  }

  Result<void> addRun(const std::string &file, const Model &reference,
                      DiffBuilder &builder, Column flat, Column cum,
                      size_t run) {
    auto session = open(file, &reference);
    if (!session)
      return session.error();
    collect(**session, builder, flat, cum, run);
    return {};
  }

  static void collect(Session &session, DiffBuilder &builder, Column flat,
                      Column cum, size_t run) {
    ReportContext &context = *session.context;
    const Model &model = session.model;
    Counts sum;
    for (const Row &row : computeRows(*session.view, context.granularity)) {
      // By function the line is where it starts, which edits above move.
      bool hasLine = context.granularity == Granularity::Lines ||
                     context.granularity == Granularity::Columns;
      bool hasColumn = context.granularity == Granularity::Columns;
      DiffRow &entry =
          builder.row({std::string(model.nameOf(row.function)),
                       std::string(model.string(row.file)),
                       hasLine ? row.line : 0, hasColumn ? row.column : 0});
      if (entry.text.empty()) {
        entry.function =
            row.function == None ? "" : context.names.of(row.function);
        entry.text = displayRow(context, row);
      }
      std::string &note =
          flat == &DiffRow::newFlat ? entry.newNote : entry.oldNote;
      if (note.empty())
        note = kindNote(context, row.culprits(), context.lens);
      (entry.*flat)[run] += row.flat;
      (entry.*cum)[run] += row.cum;
      sum += row.flat;
    }
    (builder.total.*flat)[run] = sum;
  }

  ReportOptions options;
  std::vector<std::string> oldFiles, newFiles;
};

} // namespace

const VerbInfo DiffVerb = {
    "diff", "[flags] OLD NEW",
    "What changed between two profiles, or between several runs of each side",
    "Examples:\n"
    "  allocsites diff before.allocs after.allocs\n"
    "  allocsites diff -lines -sample_index=alloc_objects before.allocs "
    "after.allocs\n"
    "  allocsites diff --old=a1.allocs --old=a2.allocs --new=b1.allocs "
    "--new=b2.allocs\n"
    "  allocsites top -base=before.allocs after.allocs   as pprof does it\n",
    []() -> std::unique_ptr<Verb> { return std::make_unique<Diff>(); }};

} // namespace allocsites
