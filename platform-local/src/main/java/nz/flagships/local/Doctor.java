package nz.flagships.local;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who holds the ports that {@code ./flagships up} wants. Runs from its source, before anything is built, so it uses
 * nothing but the JDK.
 */
public final class Doctor {
    private static final Map<Integer, String> PORTS = new TreeMap<>(Map.of(
            8081, "initiative-service",
            8082, "case-service",
            8083, "reporting-service",
            9081, "initiative-service, management",
            9082, "case-service, management",
            9083, "reporting-service, management",
            5433, "PostgreSQL",
            9092, "Kafka"));

    private Doctor() {}

    /**
     * Takes what is added to every port, and a text that the command line of a process of ours contains. Prints a line
     * for each port that somebody else holds, and ends with their number.
     */
    public static void main(String[] args) {
        int offset = Integer.parseInt(args[0]);
        String ours = args[1];
        int taken = 0;
        for (Map.Entry<Integer, String> port : PORTS.entrySet()) {
            int number = port.getKey() + offset;
            Optional<Ports.Holder> holder = Ports.holder(number);
            if (holder.isPresent() && !holder.get().command().contains(ours)) {
                System.out.println("Port " + number + " (" + port.getValue() + ") is taken by " + holder.get());
                taken++;
            }
        }
        System.exit(taken);
    }
}
