// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "advice/SourceLines.h"

#include "advice/Words.h"

#include <algorithm>

namespace allocsites {

namespace {

/// Lines that a statement may go on for, to either side.
constexpr uint32_t MostLines = 6;
/// Of a function.
constexpr uint32_t LongestFunction = 500;

/// Without a comment at the end, and with single blanks.
std::string tidy(std::string_view text) {
  std::string result;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote) {
      result += c;
      if (c == '\\' && i + 1 < text.size())
        result += text[++i];
      else if (c == quote)
        quote = 0;
      continue;
    }
    if (c == '/' && text.substr(i).starts_with("//"))
      break;
    if (c == '"' || (c == '\'' && (i == 0 || !isWord(text[i - 1]))))
      quote = c;
    if (!isBlank(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  while (result.ends_with(' '))
    result.pop_back();
  return result;
}

bool endsStatement(const std::string &line) {
  return line.empty() || line.ends_with(';') || line.ends_with('{') ||
         line.ends_with('}') || line.ends_with(':') || line.starts_with('#');
}

/// Closes more brackets than it opens: the head of a loop or condition.
bool closesHead(const std::string &line) {
  return line.ends_with(')') &&
         std::count(line.begin(), line.end(), '(') <=
             std::count(line.begin(), line.end(), ')') &&
         (line.starts_with("for ") || line.starts_with("for(") ||
          line.starts_with("while ") || line.starts_with("while(") ||
          line.starts_with("if ") || line.starts_with("if("));
}

} // namespace

SourceLines::SourceLines(const Model &model, SourceCache &cache)
    : model(model), cache(cache), startNs(~uint64_t(0)) {
  for (const Run &run : model.runs)
    if (run.startTimeNs != 0)
      startNs = std::min(startNs, run.startTimeNs);
}

const SourceFile *SourceLines::fileOf(Id function) {
  if (model.functions[function].file == None)
    return nullptr;
  const SourceFile &file = cache.get(std::string(model.fileOf(function)));
  return file.found() && file.modifiedNs <= startNs ? &file : nullptr;
}

std::string SourceLines::line(Id function, uint32_t line) {
  const SourceFile *file = fileOf(function);
  return file && line != 0 && line <= file->lines.size()
             ? tidy(file->lines[line - 1])
             : std::string();
}

std::string SourceLines::lines(Id function, uint32_t first, uint32_t end) {
  std::string text;
  const SourceFile *source = fileOf(function);
  if (!source || first == 0)
    return text;
  end = std::min(end, uint32_t(source->lines.size()) + 1);
  for (uint32_t line = first; line < end; ++line)
    text += tidy(source->lines[line - 1]) + '\n';
  return text;
}

std::string SourceLines::before(Id function, uint32_t line) {
  return lines(function, model.functions[function].startLine, line);
}

std::string SourceLines::from(Id function, uint32_t line) {
  return lines(function, line, line + LongestFunction);
}

std::string_view SourceLines::file(Id function) {
  const SourceFile *source = fileOf(function);
  return source ? std::string_view(source->text) : std::string_view();
}

std::string SourceLines::statement(Id function, uint32_t line) {
  std::string text = this->line(function, line);
  if (text.empty())
    return text;
  for (uint32_t before = line - 1; before > 0 && line - before <= MostLines;
       --before) {
    std::string other = this->line(function, before);
    if (endsStatement(other) || closesHead(other))
      break;
    text = other + ' ' + text;
  }
  for (uint32_t after = line;
       !endsStatement(text) && !closesHead(text) && after - line < MostLines;) {
    std::string other = this->line(function, ++after);
    if (other.empty())
      break;
    text += ' ' + other;
  }
  return text;
}

} // namespace allocsites
