package nz.flagships.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds the ports that {@code ./flagships up} wants. Runs from its source, before anything is built, so it uses
 * nothing but the JDK.
 */
public final class Doctor {
    private Doctor() {}

    /**
     * Takes what is added to every port, and the home, which the command line of a process of ours contains. Prints a line
     * for each port that somebody else holds, and ends with their number; or one for an offset that cannot be taken, or
     * that is another than what runs has.
     */
    public static void main(String[] args) {
        Optional<String> wrong = PortOffset.wrong(args[0]);
        if (wrong.isPresent()) {
            System.out.println(wrong.get());
            System.exit(1);
        }
        int offset = PortOffset.read(args[0]).orElseThrow();
        String ours = args[1];
        Optional<String> otherwise =
                Running.otherwise(Path.of(ours).toAbsolutePath().normalize(), offset);
        if (otherwise.isPresent()) {
            System.out.println(otherwise.get());
            System.exit(1);
        }
        int taken = 0;
        for (Map.Entry<Integer, String> port : PortOffset.PORTS.entrySet()) {
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
