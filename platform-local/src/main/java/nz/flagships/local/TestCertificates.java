package nz.flagships.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of the tests' own and what it has signed, made at run time with the JDK's {@code keytool}, in the forms in
 * which operators of a cluster get them: an authority as PEM, a user's key and certificate as PKCS #12.
 */
public final class TestCertificates {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CA = "ca";
    private static final String ITEM = "item";

    private final Path folder;
    private final String password;

    private TestCertificates(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** A new authority, kept in this folder. */
    public static TestCertificates in(Path folder) {
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalException("The folder " + folder + " cannot be used", e);
        }
        TestCertificates all = new TestCertificates(folder.toAbsolutePath(), Secrets.random());
        all.keytool(
                CA,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Authority of one test",
                "-ext",
                "bc:c",
                "-ext",
                "ku:c=keyCertSign,cRLSign",
                "-validity",
                "2");
        all.keytool(CA, "-exportcert", "-rfc", "-file", all.authority().toString());
        return all;
    }

    /** The password of every PKCS #12 file. */
    public String password() {
        return password;
    }

    /** The authority's certificate, PEM. */
    public Path authority() {
        return folder.resolve("ca.crt");
    }

    /**
     * A key and its certificate, as PKCS #12.
     *
     * @param name the certificate's CN
     * @param hosts the names that it is good for as a server; none for a client
     */
    public Path identity(String name, String... hosts) {
        Path file = folder.resolve(name + ".p12");
        if (Files.exists(file)) {
            return file;
        }
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + ".crt");
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2");
        keytool(name, "-certreq", "-file", request.toString());
        List<String> sign = new ArrayList<>(List.of(
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-validity",
                "2"));
        if (hosts.length > 0) {
            sign.addAll(List.of("-ext", "san=dns:" + String.join(",dns:", hosts)));
        }
        keytool(CA, sign.toArray(String[]::new));
        keytool(
                name,
                "-importcert",
                "-noprompt",
                "-trustcacerts",
                "-alias",
                CA,
                "-file",
                authority().toString());
        keytool(name, "-importcert", "-noprompt", "-file", certificate.toString());
        return file;
    }

    /** A server's certificate and key as PEM, in a folder of the server's: {@code server.crt} and {@code server.key}. */
    void pem(String name, Path to) {
        try (InputStream in = Files.newInputStream(identity(name, "localhost"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            Files.createDirectories(to);
            Files.writeString(
                    to.resolve("server.crt"),
                    armour("CERTIFICATE", store.getCertificate(ITEM).getEncoded()));
            Path key = to.resolve("server.key");
            Files.deleteIfExists(key);
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    key,
                    armour(
                            "PRIVATE KEY",
                            store.getKey(ITEM, password.toCharArray()).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new LocalException("The certificate of " + name + " cannot be written", e);
        }
    }

    private static String armour(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    private void keytool(String store, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        if (!command.contains("-alias")) {
            command.addAll(List.of("-alias", store.equals(CA) ? CA : ITEM));
        }
        command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
        Commands.Outcome outcome = Commands.run(PATIENCE, command);
        if (!outcome.good()) {
            throw new LocalException("keytool " + arguments[0] + " failed:\n" + outcome.output());
        }
    }
}
