#!/usr/bin/env bash
# cloudevents (npm) 10.0.0 beside kafkajs 2.2.4: what the one hands over, the other does not take.
#
# Kafka's headers are bytes, and kafkajs gives them as Buffers. Kafka.toEvent of cloudevents takes texts only: with a
# content-type as a Buffer it throws a TypeError. The other way round, Kafka.binary leaves the value an object and six
# headers `undefined`, and kafkajs encodes neither: its encoder throws a TypeError. Whoever joins the two turns headers
# into texts on the way in; on the way out, leaves out what is undefined and writes the JSON.
#
# Seen with node 20: the lines below.
set -euo pipefail
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are needed" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund cloudevents@10.0.0 kafkajs@2.2.4 >/dev/null

cat >headers.cjs <<'JS'
const { CloudEvent, Kafka } = require("cloudevents");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0");
const attempt = (what, how) => {
  try { console.log(what + ": " + how()); } catch (e) { console.log(what + ": " + e.constructor.name); }
};
const texts = { ce_specversion: "1.0", ce_id: "1", ce_type: "example.Noted", ce_source: "urn:example", "content-type": "application/json" };
const bytes = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
const value = Buffer.from('{"note":"a"}');

attempt("in, headers as Kafka has them", () => Kafka.toEvent({ key: null, headers: bytes, value }).id);
attempt("in, headers as texts, value as it comes", () => Kafka.toEvent({ key: null, headers: texts, value }).data?.note);
attempt("in, headers and value as texts", () => Kafka.toEvent({ key: null, headers: texts, value: value.toString() }).data.note);

const event = new CloudEvent({ type: "example.Noted", source: "urn:example", id: "1", data: { note: "a" } });
const message = Kafka.binary(event);
const kafkajs = (m) => encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: m.key, value: m.value, headers: m.headers }).buffer.length > 0;
console.log("out, the value is of type " + typeof message.value);
console.log("out, headers that are undefined: " + Object.values(message.headers).filter((v) => v === undefined).length);
attempt("out, encoded as it is", () => kafkajs(message));
const defined = Object.fromEntries(Object.entries(message.headers).filter(([, v]) => v !== undefined));
attempt("out, encoded with defined headers", () => kafkajs({ ...message, headers: defined }));
attempt("out, encoded with defined headers and a text", () => kafkajs({ ...message, headers: defined, value: JSON.stringify(message.value) }));
JS
seen=$(node headers.cjs)
expected='in, headers as Kafka has them: TypeError
in, headers as texts, value as it comes: a
in, headers and value as texts: a
out, the value is of type object
out, headers that are undefined: 6
out, encoded as it is: TypeError
out, encoded with defined headers: TypeError
out, encoded with defined headers and a text: true'
printf '%s\n' "$seen"
[[ $seen == "$expected" ]] || { echo "It behaves otherwise now." >&2; exit 1; }
