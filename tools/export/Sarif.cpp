// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Advice as SARIF 2.1.0, for editors and code scanning. Paths are relative to
// the working directory or to what --trim-path takes off, as far as they are
// below.
#include "export/Sarif.h"

#include "advice/Advisor.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace allocsites {

namespace {

using Object = nlohmann::ordered_json;

/// From that part of a total on a finding is a warning, below a note.
constexpr double WarningShare = 0.05;

/// RFC 3986: all but unreserved characters and the slash.
std::string encoded(std::string_view path) {
  std::string result;
  for (char c : path)
    if (std::isalnum((unsigned char)c) ||
        std::string_view("-._~/").find(c) != std::string_view::npos)
      result += c;
    else
      result += fmt::format("%{:02X}", (unsigned char)c);
  return result;
}

class SarifWriter {
public:
  explicit SarifWriter(const ExportRequest &request)
      : request(request), model(request.view.model()) {
    std::error_code ignored;
    directory = std::filesystem::current_path(ignored).string();
  }

  Object document(const std::vector<Finding> &findings) {
    Object results = Object::array();
    for (const Finding &finding : findings)
      results.push_back(result(finding));
    Object run{{"tool", {{"driver", driver()}}},
               {"columnKind", "unicodeCodePoints"},
               {"originalUriBaseIds",
                {{"ROOT", {{"uri", "file://" + encoded(directory) + "/"}}}}},
               {"results", std::move(results)}};
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Object::array({std::move(run)})}};
  }

private:
  Object driver() {
    Object rules = Object::array();
    for (const AdviceRule &rule : AdviceRules::builtin().all())
      rules.push_back(
          {{"id", rule.id},
           {"shortDescription", {{"text", rule.title + "."}}},
           {"help", {{"text", "See docs/advice/" + rule.id + ".md."}}},
           {"defaultConfiguration", {{"level", "note"}}}});
    return {{"name", "AllocSites"},
            {"version", ALLOCSITES_VERSION},
            {"rules", std::move(rules)}};
  }

  Object result(const Finding &finding) {
    const Saving &saving = finding.saving;
    size_t index = 0;
    for (const AdviceRule &rule : AdviceRules::builtin().all())
      if (rule.id == finding.rule->id)
        break;
      else
        ++index;
    Object related = Object::array();
    for (const FindingCaller &caller : finding.callers) {
      Object location = place(caller.function, caller.line, 0);
      location["message"] = {
          {"text", fmt::format("{} allocations come from here.",
                               caller.counts[Lens::AllocObjects])}};
      related.push_back(std::move(location));
    }
    const Function &function = model.functions[finding.function];
    Object result{
        {"ruleId", finding.rule->id},
        {"ruleIndex", index},
        {"level", finding.share >= WarningShare ? "warning" : "note"},
        {"rank", finding.share * 100},
        {"message", {{"text", finding.found + ' ' + finding.advice}}},
        {"locations", Object::array({place(finding.function, finding.line,
                                           finding.column)})}};
    if (!related.empty())
      result["relatedLocations"] = std::move(related);
    // By function and relative line: an edit above makes no new finding.
    result["partialFingerprints"] = {
        {"allocsites/v1",
         fmt::format("{}:{}:{}", finding.rule->id,
                     model.nameOf(finding.function),
                     int64_t(finding.line) - int64_t(function.startLine))}};
    result["properties"] = {
        {"kind", finding.kind},
        {"saving",
         {{"lens", info(saving.of).name},
          {"objects", saving.objects},
          {"bytes", saving.bytes ? Object(*saving.bytes) : Object()}}}};
    return result;
  }

  Object place(Id function, uint32_t line, uint32_t column) {
    Object location = Object::object();
    if (model.functions[function].file != None) {
      Object physical{
          {"artifactLocation", artifact(std::string(model.fileOf(function)))}};
      if (line != 0)
        physical["region"]["startLine"] = line;
      if (line != 0 && column != 0)
        physical["region"]["startColumn"] = column;
      location["physicalLocation"] = std::move(physical);
    }
    location["logicalLocations"] = Object::array(
        {{{"fullyQualifiedName", request.context.names.of(function)},
          {"kind", "function"}}});
    return location;
  }

  Object artifact(const std::string &path) {
    const SourceFile &source = request.sources.get(path);
    std::string trimmed = request.sources.trimmed(path);
    std::string found = source.found() ? source.foundAt : trimmed;
    if (trimmed == path && found.starts_with(directory + "/"))
      trimmed = found.substr(directory.size() + 1);
    if (trimmed.starts_with('/'))
      return {{"uri", "file://" + encoded(found)}};
    return {{"uri", encoded(trimmed)}, {"uriBaseId", "ROOT"}};
  }

  const ExportRequest &request;
  const Model &model;
  std::string directory;
};

} // namespace

void exportSarif(Buffer &out, const ExportRequest &request) {
  AdviceRequest advice{request.view, request.sources};
  advice.leastShare = request.nodeFraction.value_or(UsualLeastShare);
  Object document = SarifWriter(request).document(advise(advice));
  // Names may be any bytes.
  print(out, "{}\n",
        document.dump(1, ' ', false, Object::error_handler_t::replace));
}

} // namespace allocsites
