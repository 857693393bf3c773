#!/usr/bin/env bash
# cloudevents (npm) 10.0.0: which time an event carries depends on the writer that is chosen.
#
# A CloudEvent keeps its `time` as it was given. HTTP.binary, HTTP.structured and Kafka.structured write another spelling:
# UTC, to the millisecond, so that an offset is lost and microseconds are cut off. Kafka.binary writes it as it was given.
# One event sent on two ways, or sent again on the other, has two times; whoever compares texts takes it for two.
#
# Seen with node 20: the second and third lines below differ from the first and the last.
set -euo pipefail
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are needed" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund cloudevents@10.0.0 >/dev/null

cat >time.mjs <<'JS'
import { CloudEvent, HTTP, Kafka } from "cloudevents";
const event = new CloudEvent({
  type: "example.Noted", source: "urn:example", id: "1", time: "2014-06-30T21:00:00.123456+12:00", data: { note: "a" },
});
console.log("event            " + event.time);
console.log("HTTP.binary      " + HTTP.binary(event).headers["ce-time"]);
console.log("HTTP.structured  " + JSON.parse(HTTP.structured(event).body).time);
console.log("Kafka.structured " + JSON.parse(Kafka.structured(event).value).time);
console.log("Kafka.binary     " + Kafka.binary(event).headers.ce_time);
JS
seen=$(node time.mjs)
expected='event            2014-06-30T21:00:00.123456+12:00
HTTP.binary      2014-06-30T09:00:00.123Z
HTTP.structured  2014-06-30T09:00:00.123Z
Kafka.structured 2014-06-30T09:00:00.123Z
Kafka.binary     2014-06-30T21:00:00.123456+12:00'
printf '%s\n' "$seen"
[[ $seen == "$expected" ]] || { echo "It behaves otherwise now." >&2; exit 1; }
