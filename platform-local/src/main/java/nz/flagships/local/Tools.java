package nz.flagships.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nz.flagships.local.demo.Demonstration;

/**
 * What {@code ./flagships} does beside starting things, for the one-shots of {@code docker-compose.yml}: {@code keys},
 * {@code token} and {@code demo}.
 */
public final class Tools {
    /** What the services read beside their environment: the other half of the key that signs, and a token of their own. */
    static final String SETTINGS = "services.properties";

    private static final String HELP = """
            keys                                        make the key that signs tokens, once, and what services need of it
            token AGENCY [--role ROLE]… [--person NAME] print a token
            demo                                        post the demonstration: nothing changes where it is there""";

    private final Path keys;
    private final Map<String, String> environment;
    private final Terminal terminal;

    Tools(Path keys, Map<String, String> environment, Terminal terminal) {
        this.keys = keys;
        this.environment = environment;
        this.terminal = terminal;
    }

    /** Takes a command and its arguments; ends with 0, or with 1 and a sentence on the error stream. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        try {
            Path keys = Path.of(environment.getOrDefault("KEYS", "/keys"));
            new Tools(keys, environment, new Terminal(System.out, false)).run(List.of(args));
            System.exit(0);
        } catch (LocalException e) {
            System.err.println("tools: " + e.getMessage());
            System.exit(1);
        }
    }

    void run(List<String> arguments) {
        switch (arguments.isEmpty() ? "help" : arguments.getFirst()) {
            case "keys" -> keys();
            case "token" -> token(arguments);
            case "demo" -> demo();
            case "help" -> terminal.line(HELP);
            default -> throw new LocalException("There is no command " + arguments.getFirst() + ".\n" + HELP);
        }
    }

    /** The token is signed anew each time: it lasts a year, and a system may be older. */
    private void keys() {
        Tokens tokens = Tokens.in(keys);
        try {
            Secrets.write(
                    keys.resolve(SETTINGS),
                    "flagships.token.public-key=" + tokens.publicKey() + "\nflagships.service-token="
                            + tokens.serviceToken());
        } catch (IOException e) {
            throw new LocalException("Cannot write " + keys.resolve(SETTINGS) + ": " + e.getMessage(), e);
        }
        terminal.line("The key is in " + keys + ", and what services need of it in " + keys.resolve(SETTINGS) + ".");
    }

    private void token(List<String> arguments) {
        if (Command.parse(arguments) instanceof Command.Token token) {
            terminal.line(Tokens.in(keys).token(token.agency(), token.roles(), token.person()));
        }
    }

    private void demo() {
        if ("issuer".equals(environment.get("IDENTITY"))) {
            terminal.line(
                    "The demonstration is not loaded: the services take the issuer's tokens, and these are signed with"
                            + " our own key. With IDENTITY=local it is.");
            return;
        }
        Reached services = new Services(environment, Tokens.in(keys));
        Newcomer newcomer = new Newcomer(services, terminal);
        terminal.heading("Loading the demonstration");
        var tally = new DemoLoading(services, terminal).load(Demonstration.batches(), false);
        if (tally.stored() + tally.duplicates() + tally.rejected().size() == 0) {
            terminal.fact("Facts", "all there from an earlier run");
        }
        tally.rejected().stream().limit(20).forEach(rejected -> terminal.line("    " + rejected));
        newcomer.awaitShown();
        if (tally.stored() > 0) {
            newcomer.freeze();
        }
        newcomer.outcomes();
        if (!tally.rejected().isEmpty()) {
            throw new LocalException(tally.rejected().size() + " facts of the demonstration were rejected");
        }
    }

    /** At the addresses that the services themselves are given. */
    private record Services(Map<String, String> environment, Tokens tokens) implements Reached {
        @Override
        public String url(Service service) {
            String setting = "FLAGSHIPS_" + service.shortName().toUpperCase(Locale.ROOT) + "_URL";
            String url = environment.get(setting);
            if (url == null) {
                throw new LocalException(setting + " is not set: where is " + service.module() + "? All of them: "
                        + Arrays.stream(Service.values()).map(Service::module).toList());
            }
            return url;
        }
    }
}
