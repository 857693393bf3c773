#!/bin/bash
# Makes the topics that are missing, and refuses those with fewer partitions than shards: a service would not start on them.
# Of more, the others stay empty.
set -euo pipefail
partitions=16
for topic in flagships.initiative.v1 flagships.case.v1; do
    # On one machine nothing is thrown away by age.
    "${KAFKA_BIN:-/opt/kafka/bin}/kafka-topics.sh" --bootstrap-server "$BOOTSTRAP" --create --if-not-exists --topic "$topic" \
        --partitions "$partitions" --replication-factor 1 --config cleanup.policy=delete --config retention.ms=-1
    described=$("${KAFKA_BIN:-/opt/kafka/bin}/kafka-topics.sh" --bootstrap-server "$BOOTSTRAP" --describe --topic "$topic")
    if ! [[ $described =~ PartitionCount:\ *([0-9]+)[[:space:]] ]] || ((BASH_REMATCH[1] < partitions)); then
        printf '%s has fewer partitions than %s. Give it the others, which loses nothing: kafka-topics.sh --alter --topic %s --partitions %s\n%s\n' \
            "$topic" "$partitions" "$topic" "$partitions" "$described" >&2
        exit 1
    fi
done
