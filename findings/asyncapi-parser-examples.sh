#!/usr/bin/env bash
# @asyncapi/parser (npm) 3.6.6: in a document of version 3 no example is held against the schema of its message.
#
# The same message with the same wrong example, a text where the payload's schema asks for an integer: in version 2.6.0
# the parser finds it (error asyncapi2-message-examples, no document is returned), in 3.0.0 it finds nothing and returns
# the document. Who moves a document to version 3 loses that check without a word, and has to make it himself.
#
# Seen with node 20: the lines below.
set -euo pipefail
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are needed" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @asyncapi/parser@3.6.6 >/dev/null

cat >examples.cjs <<'JS'
const { Parser } = require("@asyncapi/parser");
const channel = {
  "2.6.0": "subscribe: {message: {$ref: '#/components/messages/noted'}}",
  "3.0.0": "{address: notes, messages: {noted: {$ref: '#/components/messages/noted'}}}",
};
const document = (version) => `
asyncapi: ${version}
info: {title: Example, version: '1'}
channels:
  notes: ${version.startsWith("2") ? "{" + channel[version] + "}" : channel[version]}
components:
  messages:
    noted:
      payload: {type: object, required: [count], properties: {count: {type: integer}}}
      examples: [{name: wrong, payload: {count: many}}]
`;
(async () => {
  for (const version of Object.keys(channel)) {
    const { document: read, diagnostics } = await new Parser().parse(document(version));
    const errors = new Set(diagnostics.filter((d) => d.severity === 0).map((d) => `${d.code}: ${d.message}`));
    console.log(`${version} read: ${read !== undefined}; errors: ${[...errors].join("; ") || "none"}`);
  }
})();
JS
seen=$(node examples.cjs)
expected='2.6.0 read: false; errors: asyncapi2-message-examples: "count" property type must be integer
3.0.0 read: true; errors: none'
printf '%s\n' "$seen"
[[ $seen == "$expected" ]] || { echo "It behaves otherwise now." >&2; exit 1; }
