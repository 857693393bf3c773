package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nz.flagships.local.Tokens;
import nz.flagships.local.Tool;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two scripts that an operator runs before an apply. */
class ScriptsTest {
    private static final List<String> SERVICES = List.of("initiative-service", "case-service", "reporting-service");

    @TempDir
    Path folder;

    @Test
    void setImagesWritesAllThreeDigests() throws Exception {
        // Given
        Copy copy = Copy.in(folder);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < SERVICES.size(); i++) {
            arguments.add(SERVICES.get(i) + "=registry.test:5000/flagships/" + SERVICES.get(i) + "@sha256:"
                    + Integer.toString(i + 1).repeat(64));
        }

        // When
        Said said = run(copy.folder().resolve("set-images"), arguments);

        // Then
        assertThat(said.exit()).as(said.text()).isZero();
        Manifests production = Manifests.read(Kubectl.render(copy.folder().resolve("overlays/production")), true);
        assertThat(new ArrayList<>(Rules.check(production))).isEmpty();
        assertThat(production.workloads().stream()
                        .flatMap(workload -> workload.containers().stream())
                        .map(container -> container.of().name() + "="
                                + container.at("image").asText())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(arguments);
    }

    @Test
    void setImagesWritesNothingWhenOneIsMissingOrHasNoDigest() throws Exception {
        // Given
        Copy copy = Copy.in(folder);
        String before = Files.readString(copy.folder().resolve("overlays/production/kustomization.yaml"));

        // When
        Said one = run(copy.folder().resolve("set-images"), List.of("case-service=host/flagships/case-service:1.0"));
        Said none = run(copy.folder().resolve("set-images"), List.of());

        // Then
        assertThat(one.exit()).isNotZero();
        assertThat(one.text()).contains("case-service:1.0 is not HOST/flagships/case-service@sha256:");
        assertThat(none.text()).contains("nothing is said of initiative-service");
        assertThat(copy.folder().resolve("overlays/production/kustomization.yaml"))
                .hasContent(before);
    }

    @Test
    void localSecretsAreThoseThatTheLocalOverlayUses() throws Exception {
        // When
        Tool.OPENSSL.path();
        Said said = run(Copy.in(folder).folder().resolve("local-secrets"), List.of());

        // Then
        assertThat(said.exit()).as(said.text()).isZero();
        Manifests secrets = Manifests.read(said.text(), false);
        Map<String, Set<String>> documented = SecretRule.documented(Kubectl.K8S.resolve("README.md"));
        documented.keySet().removeAll(Set.of("case-service-oidc", "reporting-service-oidc", "backup-object-store"));
        assertThat(secrets.of("Secret").stream()
                        .collect(Collectors.toMap(
                                Manifest::name,
                                s -> Manifest.texts(s.at("stringData")).keySet())))
                .isEqualTo(documented);
        assertThat(new ShapeRule().check(secrets)).isEmpty();
    }

    @Test
    void localSecretsSignAsTheLauncherDoes() throws Exception {
        // When
        Tool.OPENSSL.path();
        Manifests secrets = Manifests.read(
                run(Copy.in(folder).folder().resolve("local-secrets"), List.of())
                        .text(),
                false);

        // Then
        Manifest local = secrets.named("Secret", "local-tokens").orElseThrow();
        String key = Files.readString(folder.resolve("home/keys/token-private-key"), StandardCharsets.UTF_8);
        Tokens launcher = Tokens.of(key.strip());
        assertThat(local.at("stringData.public-key").asText()).isEqualTo(launcher.publicKey());
        JwtClaims claims = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "RS256")
                .setVerificationKey(publicKey(launcher.publicKey()))
                .setExpectedIssuer(Tokens.ISSUER)
                .setRequireExpirationTime()
                .build()
                .processToClaims(local.at("stringData.service-token").asText());
        JwtClaims theLaunchers = new JwtConsumerBuilder()
                .setVerificationKey(publicKey(launcher.publicKey()))
                .build()
                .processToClaims(launcher.serviceToken());
        assertThat(claims.getClaimNames()).isEqualTo(theLaunchers.getClaimNames());
        for (String claim : List.of("iss", "sub", "agency", "groups")) {
            assertThat(claims.getClaimValue(claim)).isEqualTo(theLaunchers.getClaimValue(claim));
        }
    }

    private static PublicKey publicKey(String base64) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private record Said(int exit, String text) {}

    private Said run(Path script, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(arguments);
        Path out = folder.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("FLAGSHIPS_HOME", folder.resolve("home").toString());
        int exit = builder.start().waitFor();
        return new Said(exit, Files.readString(out));
    }
}
