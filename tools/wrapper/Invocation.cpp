// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wrapper/Invocation.h"

#include <cstdio>
#include <string_view>

namespace allocsites {

namespace {

constexpr int DeepestResponse = 10;

/// Options whose value is the next argument.
constexpr std::string_view WithValue[] = {"-o",
                                          "-I",
                                          "-L",
                                          "-l",
                                          "-D",
                                          "-U",
                                          "-F",
                                          "-B",
                                          "-T",
                                          "-e",
                                          "-u",
                                          "-z",
                                          "-x",
                                          "-A",
                                          "-arch",
                                          "-target",
                                          "-framework",
                                          "-include",
                                          "-imacros",
                                          "-include-pch",
                                          "-isystem",
                                          "-iquote",
                                          "-idirafter",
                                          "-iprefix",
                                          "-iwithprefix",
                                          "-iwithprefixbefore",
                                          "-iwithsysroot",
                                          "-isysroot",
                                          "-iframework",
                                          "-ivfsoverlay",
                                          "-cxx-isystem",
                                          "-isystem-after",
                                          "-stdlib++-isystem",
                                          "-Xclang",
                                          "-Xlinker",
                                          "-Xassembler",
                                          "-Xpreprocessor",
                                          "-Xanalyzer",
                                          "-Xopenmp-target",
                                          "-mllvm",
                                          "-mmlir",
                                          "-MF",
                                          "-MT",
                                          "-MQ",
                                          "-MJ",
                                          "-rpath",
                                          "-specs",
                                          "-gcc-toolchain",
                                          "-resource-dir",
                                          "-working-directory",
                                          "-serialize-diagnostics",
                                          "-dependency-file",
                                          "-fdebug-compilation-dir",
                                          "-wrapper",
                                          "-aux-info",
                                          "--sysroot",
                                          "--param",
                                          "--config",
                                          "--output",
                                          "--language",
                                          "--include",
                                          "--imacros",
                                          "--include-directory",
                                          "--library-directory",
                                          "--define-macro",
                                          "--undefine-macro",
                                          "--prefix",
                                          "--assert",
                                          "--for-linker",
                                          "--entry",
                                          "--force-link",
                                          "--std",
                                          "--stdlib"};

constexpr std::string_view Compiling[] = {"-c", "-S", "--compile",
                                          "--assemble"};

/// Ends before any code is made.
constexpr std::string_view NoCode[] = {"-E",
                                       "-M",
                                       "-MM",
                                       "-fsyntax-only",
                                       "--preprocess",
                                       "--dependencies",
                                       "--user-dependencies",
                                       "--analyze",
                                       "-emit-ast",
                                       "-verify-pch",
                                       "-module-file-info",
                                       "-extract-api",
                                       "-rewrite-objc",
                                       "-emit-interface-stubs",
                                       "-emit-symbol-graph"};

constexpr std::string_view Questions[] = {
    "--version",    "--help",       "-help",      "--help-hidden",
    "-dumpversion", "-dumpmachine", "-dumpspecs", "--autocomplete"};

constexpr std::string_view HeaderEndings[] = {
    ".h", ".hh", ".hpp", ".hxx", ".H", ".h++", ".hp", ".tcc", ".HPP", ".HXX"};

template <size_t N>
bool contains(const std::string_view (&list)[N], std::string_view text) {
  for (std::string_view each : list)
    if (each == text)
      return true;
  return false;
}

/// A -g option that sets how much debug information there is; others, such as
/// -gz or -gcolumn-info, only say of what form.
void readDebugOption(std::string_view option, Invocation &result) {
  if (option.starts_with("-gline") || option == "-gmlt" || option == "-g1" ||
      option == "-ggdb1") {
    result.choosesDebugInfo = result.lineTablesOnly = true;
    return;
  }
  bool level = option == "-g" || option.starts_with("-ggdb") ||
               option.starts_with("-gdwarf") || option.starts_with("-glldb") ||
               option.starts_with("-gsce") || option == "-gfull" ||
               option == "-gused" || option == "-gcodeview" ||
               (option.size() == 3 && option[2] >= '0' && option[2] <= '9');
  if (level) {
    result.choosesDebugInfo = true;
    result.lineTablesOnly = false;
  }
}

bool readFile(const std::string &path, std::string &text) {
  FILE *file = std::fopen(path.c_str(), "rbe");
  if (!file)
    return false;
  char buffer[4096];
  while (size_t count = std::fread(buffer, 1, sizeof(buffer), file))
    text.append(buffer, count);
  std::fclose(file);
  return true;
}

/// Puts the content of response files in their place.
void expand(const std::vector<std::string> &arguments, int depth,
            std::vector<std::string> &result) {
  for (const std::string &argument : arguments) {
    std::string text;
    if (argument.size() > 1 && argument[0] == '@' && depth < DeepestResponse &&
        readFile(argument.substr(1), text))
      expand(splitResponse(text), depth + 1, result);
    else
      result.push_back(argument);
  }
}

class Reader {
public:
  Invocation read(const std::vector<std::string> &arguments) {
    for (size_t i = 0; i < arguments.size(); ++i) {
      const std::string &argument = arguments[i];
      if (onlyInputs || argument == "-" || !argument.starts_with('-')) {
        readInput(argument);
      } else if (argument == "--") {
        onlyInputs = true;
      } else {
        readOption(argument);
        if (takesNext(argument) && i + 1 < arguments.size())
          readValue(argument, arguments[++i]);
      }
    }
    result.internal = arguments.size() > 0 && arguments[0].starts_with("-cc1");
    result.generatesCode = result.hasInput && !question && !noCode;
    // A header by itself makes a precompiled header.
    result.links = result.generatesCode && !compileOnly && otherInput;
    return result;
  }

private:
  static bool takesNext(std::string_view option) {
    return contains(WithValue, option) || option.starts_with("-Xarch_");
  }

  void readValue(std::string_view option, std::string_view value) {
    if (option == "-x" || option == "--language")
      language = value;
    if (option == "-Xlinker" && value == "-r")
      result.relocatable = true;
  }

  void readOption(std::string_view option) {
    if (option.starts_with("-x") && option.size() > 2)
      language = option.substr(2);
    question |= contains(Questions, option) || option.starts_with("-print-") ||
                option.starts_with("--print-");
    compileOnly |= contains(Compiling, option) || option == "--precompile";
    noCode |= contains(NoCode, option);
    if (option == "-r" || option == "-Wl,-r" || option == "-Wl,--relocatable")
      result.relocatable = true;
    if (option == "-static" || option == "--static" || option == "-static-pie")
      result.isStatic = true;
    if (option == "-shared" || option == "--shared")
      result.isShared = true;
    if (option.starts_with("-g"))
      readDebugOption(option, result);
    else if (option == "--debug")
      result.choosesDebugInfo = true;
  }

  void readInput(std::string_view input) {
    result.hasInput = true;
    bool header = language.ends_with("-header");
    if (language.empty() || language == "none")
      for (std::string_view ending : HeaderEndings)
        header |= input.ends_with(ending);
    otherInput |= !header;
  }

  Invocation result;
  std::string language;
  bool onlyInputs = false, question = false, compileOnly = false;
  bool noCode = false, otherInput = false;
};

} // namespace

std::vector<std::string> splitResponse(const std::string &text) {
  std::vector<std::string> result;
  std::string word;
  bool inWord = false;
  char quote = '\0';
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      word += text[++i];
      inWord = true;
    } else if (quote != '\0') {
      if (c == quote)
        quote = '\0';
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else if (!blank) {
      word += c;
      inWord = true;
    } else if (inWord) {
      result.push_back(std::move(word));
      word.clear();
      inWord = false;
    }
  }
  if (inWord)
    result.push_back(std::move(word));
  return result;
}

Invocation readInvocation(const std::vector<std::string> &arguments) {
  std::vector<std::string> expanded;
  expand(arguments, 0, expanded);
  return Reader().read(expanded);
}

std::vector<std::string> extraArguments(const Invocation &invocation,
                                        const std::string &library) {
  if (invocation.internal || !invocation.generatesCode)
    return {};
  // A step that only links has no use for the compiler's flags, nor one that
  // only compiles for the linker's.
  std::vector<std::string> result = {"--start-no-unused-arguments",
                                     "-fpass-plugin=" + library +
                                         "/AllocSites.so"};
  if (!invocation.choosesDebugInfo)
    result.push_back("-g");
  // Line tables drop the linkage names of what was inlined.
  if (invocation.lineTablesOnly)
    result.push_back("-fdebug-info-for-profiling");
  if (invocation.links && !invocation.relocatable) {
    // First of all libraries, so that its allocation functions are the ones
    // that everybody finds.
    // A program without a dynamic linker: the linker has to lead calls to us.
    if (invocation.isStatic && !invocation.isShared)
      result.insert(result.end(), {"@" + library + "/allocsites/static.rsp",
                                   library + "/liballocsites_rt_static.a"});
    else
      result.insert(result.end(),
                    {"-L" + library,
                     "-Wl,--push-state,--no-as-needed,-lallocsites_rt,"
                     "--pop-state",
                     "-Wl,-rpath," + library});
  }
  result.push_back("--end-no-unused-arguments");
  return result;
}

} // namespace allocsites
