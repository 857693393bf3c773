// What a consumer in JavaScript writes: both topics from their beginning with kafkajs, each record read by the CloudEvents
// SDK, what comes twice skipped by its position, what is missing told. It prints a line for each event and leaves.
import { Kafka, logLevel } from 'kafkajs';
import { Kafka as Binding } from 'cloudevents';

const kafka = new Kafka({ clientId: 'outsider', brokers: [process.env.BROKERS], logLevel: logLevel.ERROR });
const topics = ['flagships.initiative.v1', 'flagships.case.v1'];

const admin = kafka.admin();
await admin.connect();
const ends = new Map();
for (const topic of topics) {
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (high !== low) {
      ends.set(topic + '/' + partition, BigInt(high));
    }
  }
}
await admin.disconnect();

// The binding takes headers and data as texts, which kafkajs has as bytes.
function event(message) {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, value.toString('utf8')]));
  return Binding.toEvent({ headers, value: message.value.toString('utf8') });
}

const last = new Map();
const consumer = kafka.consumer({ groupId: 'outsider-' + process.env.RUN });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
const everything = new Promise((resolve, reject) => {
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const at = topic + '/' + partition;
      const told = event(message);
      const position = BigInt(told.position);
      const before = last.get(at) ?? 0n;
      if (position > before + 1n) {
        reject(new Error('Position ' + position + ' of ' + at + ' after ' + before));
      }
      if (position === before + 1n) {
        last.set(at, position);
        console.log(JSON.stringify({ topic, partition, key: message.key?.toString('utf8') ?? null, event: told }));
      }
      if (BigInt(message.offset) + 1n >= ends.get(at)) {
        ends.delete(at);
      }
      if (ends.size === 0) {
        resolve();
      }
    },
  });
});
await everything;
await consumer.disconnect();
