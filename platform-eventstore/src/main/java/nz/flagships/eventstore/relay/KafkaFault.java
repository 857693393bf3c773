package nz.flagships.eventstore.relay;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Why Kafka cannot be used, and what mends it, where that is known; without the message, which may carry values. */
final class KafkaFault {
    private KafkaFault() {}

    /** A clause for a log. */
    static String said(Throwable fault) {
        StringBuilder names = new StringBuilder();
        for (Throwable t = fault; t != null; t = t.getCause()) {
            String name = t.getClass().getSimpleName();
            if (t instanceof AuthenticationException) {
                return name + ": see KAFKA_SSL_TRUSTSTORE_LOCATION, the authority of the brokers, and"
                        + " KAFKA_SSL_KEYSTORE_LOCATION, this service's certificate";
            }
            if (t instanceof AuthorizationException) {
                return name + ": see the rights of this service's user on Kafka, docs/operations/identity.md";
            }
            names.append(names.isEmpty() ? "" : " by ").append(name);
        }
        return names.toString();
    }
}
