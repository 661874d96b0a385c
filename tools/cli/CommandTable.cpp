// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/CommandTable.h"

#include "cli/Options.h"
#include "export/Export.h"
#include "model/View.h"

#include <CLI/CLI.hpp>

namespace allocsites {

namespace {

/// What a value may be follows from what help calls it.
void setValueKind(OptionEntry &entry) {
  const std::string &name = entry.value;
  entry.kind = name.empty()        ? ValueKind::None
               : name == "FILE"    ? ValueKind::File
               : name == "PROFILE" ? ValueKind::Profile
               : name == "DIR"     ? ValueKind::Directory
               : name == "PREFIX"  ? ValueKind::Directory
                                   : ValueKind::Text;
  if (name == "LENS")
    for (const LensInfo &lens : Lenses)
      entry.choices.push_back(lens.name);
  else if (name == "FORMAT")
    for (const ExportFormat &format : exportFormats())
      entry.choices.push_back(format.name);
  else if (name == "WHEN")
    entry.choices = {"auto", "always", "never"};
  else if (name == "[0|1]")
    entry.choices = {"0", "1"};
  else if (name == "[KEY=]REGEX")
    for (const char *key : TagKeys)
      entry.choices.push_back(std::string(key) + "=");
  if (!entry.choices.empty())
    entry.kind = ValueKind::Choice;
}

OptionEntry describeOption(const CLI::Option &option) {
  OptionEntry entry;
  for (const std::string &name : option.get_snames())
    entry.names.push_back("-" + name);
  for (const std::string &name : option.get_lnames())
    entry.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) {
    entry.value = option.get_type_name();
    entry.value.resize(std::min(entry.value.find(":{"), entry.value.size()));
    // Descriptions of further checks follow a colon as well.
    if (size_t colon = entry.value.find(':'); colon != std::string::npos)
      entry.value.resize(colon);
  }
  entry.text = option.get_description();
  entry.group = option.get_group();
  setValueKind(entry);
  return entry;
}

} // namespace

VerbEntry describe(const VerbInfo &info) {
  std::unique_ptr<Verb> verb = info.make();
  CLI::App app(info.summary);
  verb->addOptions(app);
  VerbEntry entry{&info,
                  verb->takesCommand(),
                  verb->commandNeedsDashes(),
                  verb->commandChoices(),
                  {},
                  {},
                  knownOptions(app)};
  for (const CLI::Option *option : app.get_options()) {
    OptionEntry described = describeOption(*option);
    if (!described.names.empty()) {
      entry.options.push_back(std::move(described));
      continue;
    }
    described.names = {option->get_name(true)};
    described.kind = described.names[0] == "FILE"     ? ValueKind::Profile
                     : described.names[0] == "BINARY" ? ValueKind::File
                                                      : ValueKind::Text;
    entry.positionals.push_back(std::move(described));
  }
  return entry;
}

} // namespace allocsites
