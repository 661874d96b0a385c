// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Validates a SARIF file against the schema of SARIF 2.1.0 and prints what it
// says. usage: sarif.mjs NODE_MODULES FILE
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const [modules, file] = process.argv.slice(2);
const Ajv = createRequire(resolve(modules, 'x.js'))('ajv');
const schema = JSON.parse(readFileSync(
    join(modules, '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8'));
const log = JSON.parse(readFileSync(file, 'utf8'));
const ajv = new Ajv({schemaId: 'auto', allErrors: true});
ajv.addMetaSchema(createRequire(resolve(modules, 'x.js'))(
    'ajv/lib/refs/json-schema-draft-04.json'), undefined, true);
const validate = ajv.compile(schema);
console.log(validate(log) ? 'valid' : JSON.stringify(validate.errors, null, 1));

// The schema knows nothing of what indices mean.
for (const run of log.runs) {
  const rules = run.tool.driver.rules;
  console.log(`${run.tool.driver.name}, ${rules.length} rules`);
  for (const result of run.results) {
    if (rules[result.ruleIndex].id !== result.ruleId)
      console.log(`${result.ruleId} is not rule ${result.ruleIndex}`);
    for (const {physicalLocation: place, logicalLocations: [{fullyQualifiedName}]}
             of result.locations)
      console.log(`${result.level} ${result.ruleId} ${place.artifactLocation.uri} ${
          place.artifactLocation.uriBaseId}:${place.region.startLine}:${
          place.region.startColumn} ${fullyQualifiedName} from ${
          (result.relatedLocations ?? [])
              .map((each) => each.physicalLocation.region.startLine)} saves ${
          result.properties.saving.objects}`);
  }
}
