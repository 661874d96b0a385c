// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "cli/ManPage.h"

#include "cli/CommandTable.h"

#include <cctype>

namespace allocsites {

namespace {

/// Text that means itself to roff.
std::string roff(std::string_view text) {
  std::string result;
  bool lineStart = true;
  for (char c : text) {
    if (lineStart && (c == '.' || c == '\''))
      result += "\\&";
    lineStart = c == '\n';
    if (c == '\\')
      result += "\\(rs";
    else if (c == '-')
      result += "\\-";
    else if (c == '\'')
      result += "\\(aq";
    else if (c == '`')
      result += "\\(ga";
    else if (c == '^')
      result += "\\(ha";
    else if (c == '~')
      result += "\\(ti";
    else
      result += c;
  }
  return result;
}

std::string upper(std::string text) {
  for (char &c : text)
    c = char(std::toupper((unsigned char)c));
  return text;
}

void printHead(Buffer &out, const std::string &page,
               const std::string &summary) {
  print(out, ".TH {} 1 \"\" \"AllocSites {}\" \"AllocSites\"\n",
        roff(upper(page)), ALLOCSITES_VERSION);
  print(out, ".SH NAME\n{} \\- {}\n", roff(page), roff(summary));
}

/// Lines that roff must not fill.
void printVerbatim(Buffer &out, std::string_view text) {
  while (text.ends_with('\n'))
    text.remove_suffix(1);
  print(out, ".nf\n{}\n.fi\n", roff(text));
}

void printOption(Buffer &out, const OptionEntry &option) {
  std::string names;
  for (const std::string &name : option.names)
    names += (names.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  print(out, ".TP\n{}", names);
  if (!option.value.empty())
    print(out, " \\fI{}\\fR", roff(option.value));
  print(out, "\n");
  // Further lines of a description are a table.
  size_t end = option.text.find('\n');
  print(out, "{}\n", roff(option.text.substr(0, end)));
  if (end != std::string::npos)
    printVerbatim(out, std::string_view(option.text).substr(end + 1));
}

std::string sentence(std::string_view summary) {
  return roff(summary) + (summary.ends_with('.') ? "" : ".");
}

void printOptions(Buffer &out, const VerbEntry &entry) {
  if (entry.options.empty())
    return;
  print(out, ".SH OPTIONS\nA single dash does as well as two.\n");
  std::vector<std::string> groups;
  for (const OptionEntry &option : entry.options)
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end())
      groups.push_back(option.group);
  for (const std::string &group : groups) {
    print(out, ".SS {}\n",
          roff(group == "OPTIONS" || group == "Options" ? "General" : group));
    for (const OptionEntry &option : entry.options)
      if (option.group == group)
        printOption(out, option);
  }
}

} // namespace

void printManPage(Buffer &out, const VerbInfo &info) {
  VerbEntry entry = describe(info);
  printHead(out, std::string("allocsites-") + info.name, info.summary);
  print(out, ".SH SYNOPSIS\n.B allocsites {}\n{}\n", roff(info.name),
        roff(info.usage));
  print(out, ".SH DESCRIPTION\n{}\n", sentence(info.summary));
  std::string_view text = info.examples;
  constexpr std::string_view Heading = "Examples:\n";
  size_t examples = text.find(Heading);
  if (examples != 0 && !text.empty()) {
    std::string_view before = text.substr(0, examples);
    while (before.ends_with('\n'))
      before.remove_suffix(1);
    print(out, ".PP\n{}\n", roff(before));
  }
  if (!entry.positionals.empty()) {
    print(out, ".SH ARGUMENTS\n");
    for (const OptionEntry &positional : entry.positionals)
      printOption(out, positional);
  }
  printOptions(out, entry);
  if (examples != std::string_view::npos) {
    print(out, ".SH EXAMPLES\n");
    printVerbatim(out, text.substr(examples + Heading.size()));
  }
  print(out, ".SH SEE ALSO\n.BR allocsites (1)\n");
}

void printMainManPage(Buffer &out) {
  printHead(out, "allocsites", "which source lines allocate, exactly");
  print(out, ".SH SYNOPSIS\n.B allocsites\n.I VERB\n[flags] ...\n");
  print(out,
        ".SH DESCRIPTION\nAn allocation profiler for C and C++. A program that "
        "was built with the plugin writes, for each line that allocates, exact "
        "counts to a profile; these verbs make one and read it.\n");
  print(out, ".SH VERBS\n");
  for (const VerbInfo *verb : allVerbs())
    print(out, ".TP\n.BR allocsites\\-{} (1)\n{}\n", roff(verb->name),
          sentence(verb->summary));
  print(out, ".SH EXAMPLES\n");
  printVerbatim(out, "allocsites-clang++ -O2 -o app app.cpp\n"
                     "allocsites run -- ./app\n"
                     "allocsites top -lines\n"
                     "allocsites list FUNCTION\n");
  print(out, ".SH EXIT STATUS\n0 if all went well, 1 if a check failed, 2 for "
             "bad input or usage;\n.B run\npasses on the program's.\n");
  print(out, ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nIf it is not empty, no "
             "colour, unless \\-\\-color=always is given.\n.TP\n.B "
             "ALLOCSITES_FILE\nWhere an instrumented program "
             "writes its profile, as\n.B run \\-o\ntakes it.\n.TP\n.B "
             "ALLOCSITES_OPTIONS\nWhat it records, as\n.B run "
             "\\-\\-options\ntakes it.\n");
  print(out, ".SH SEE ALSO\n");
  auto verbs = allVerbs();
  for (size_t i = 0; i < verbs.size(); ++i)
    print(out, ".BR allocsites\\-{} (1){}\n", roff(verbs[i]->name),
          i + 1 < verbs.size() ? "," : "");
}

} // namespace allocsites
