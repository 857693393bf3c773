package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing comes in or goes out but what somebody needs: what a setting names can be reached, and what can be reached is
 * named by a setting.
 */
final class NetworkRule implements Rule {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    /** A pod, a namespace's pods, or an address anywhere. */
    private sealed interface Place {
        record Pods(Map<String, String> labels) implements Place {}

        record Elsewhere(Map<String, String> namespaceLabels) implements Place {}

        record Anywhere() implements Place {}
    }

    /**
     * What a workload must be able to call.
     *
     * @param guarded whether the policies here settle who comes in there
     */
    private record Call(Workload from, String because, Place to, Port port, boolean guarded) {}

    /** A port of a pod. */
    private record Port(int number, String protocol) {
        static Port tcp(int number) {
            return new Port(number, "TCP");
        }

        @Override
        public String toString() {
            return protocol.equals("TCP") ? Integer.toString(number) : protocol + " " + number;
        }
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> findings = new ArrayList<>();
        List<Manifest> policies = manifests.of("NetworkPolicy");
        if (policies.stream().noneMatch(NetworkRule::deniesAll)) {
            findings.add(new Finding(
                    "NetworkPolicy",
                    "",
                    "one must deny everything in and out: an empty podSelector, both policyTypes, no rule"));
        }
        Set<JsonNode> needed = new LinkedHashSet<>();
        for (Call call : calls(manifests, findings)) {
            Optional<Workload> called = call.to() instanceof Place.Pods(Map<String, String> labels)
                    ? at(manifests, labels)
                    : Optional.empty();
            Set<JsonNode> lets = rules(policies, "egress", call.from().podLabels(), call.to(), call.port(), called);
            needed.addAll(lets);
            if (lets.isEmpty()) {
                findings.add(call.from()
                        .deployment()
                        .finding("", "no NetworkPolicy lets it out to " + call.because() + ", port " + call.port()));
            }
            if (call.guarded() && call.to() instanceof Place.Pods(Map<String, String> labels)) {
                Place caller = new Place.Pods(call.from().podLabels());
                Set<JsonNode> letsIn = rules(policies, "ingress", labels, caller, call.port(), called);
                needed.addAll(letsIn);
                if (letsIn.isEmpty()) {
                    findings.add(call.from()
                            .deployment()
                            .finding("", "no NetworkPolicy lets it in at " + call.because() + ", port " + call.port()));
                }
            }
        }
        for (Workload workload : manifests.workloads()) {
            ingress(manifests, policies, workload, findings);
            surplus(policies, workload, needed, findings);
        }
        return findings;
    }

    private static boolean deniesAll(Manifest policy) {
        return policy.at("spec.podSelector").isEmpty()
                && policy.at("spec.policyTypes").toString().contains("Ingress")
                && policy.at("spec.policyTypes").toString().contains("Egress")
                && policy.at("spec.ingress").isEmpty()
                && policy.at("spec.egress").isEmpty();
    }

    /** Every host in the settings of the services, and DNS. */
    private static List<Call> calls(Manifests manifests, List<Finding> findings) {
        List<Call> calls = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            Place dns = new Place.Elsewhere(Map.of(NAMESPACE, "kube-system"));
            calls.add(new Call(workload, "DNS", dns, new Port(53, "UDP"), false));
            calls.add(new Call(workload, "DNS", dns, Port.tcp(53), false));
            Map<String, String> hosts = new LinkedHashMap<>();
            for (Workload.Container container : workload.containers()) {
                Map<String, String> values =
                        Environment.of(container, manifests).values();
                values.forEach((name, value) -> {
                    if (value.matches("https?://.*")) {
                        URI uri = URI.create(value);
                        int port = uri.getPort() > 0 ? uri.getPort() : value.startsWith("https") ? 443 : 80;
                        hosts.put(name, uri.getHost() + ":" + port);
                    }
                });
                if (values.containsKey("FLAGSHIPS_POSTGRES_HOST")) {
                    hosts.put(
                            "FLAGSHIPS_POSTGRES_HOST",
                            values.get("FLAGSHIPS_POSTGRES_HOST") + ":"
                                    + values.getOrDefault("FLAGSHIPS_POSTGRES_PORT", "5432"));
                }
                for (String broker :
                        values.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "").split(",")) {
                    if (!broker.isBlank()) {
                        hosts.put("KAFKA_BOOTSTRAP_SERVERS", broker.strip());
                    }
                }
            }
            hosts.forEach((setting, host) ->
                    call(manifests, workload, setting, host, findings).ifPresent(calls::add));
        }
        return calls;
    }

    private static Optional<Call> call(
            Manifests manifests, Workload from, String setting, String hostAndPort, List<Finding> findings) {
        int colon = hostAndPort.lastIndexOf(':');
        String because = setting + " (" + hostAndPort + ")";
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        int port;
        try {
            port = Integer.parseInt(hostAndPort.substring(colon + 1));
        } catch (NumberFormatException e) {
            findings.add(from.deployment().finding("", because + " must say a port"));
            return Optional.empty();
        }
        Optional<Manifest> service = manifests.named("Service", host);
        if (service.isPresent()) {
            return ours(manifests, from, because, service.get(), port, findings);
        }
        Optional<Manifest> kafka = Generated.kafkaAt(host, manifests);
        if (kafka.isPresent()) {
            return kafka(manifests, from, because, kafka.get(), port, findings);
        }
        Optional<Manifest> cluster = Generated.clusterAt(host, manifests);
        if (cluster.isPresent()) {
            if (port != Generated.POSTGRES_PORT) {
                findings.add(from.deployment().finding("", because + " must have the port " + Generated.POSTGRES_PORT));
            }
            return Optional.of(
                    new Call(from, because, new Place.Pods(Generated.instances(cluster.get())), Port.tcp(port), true));
        }
        String[] parts = host.split("\\.");
        if (parts.length >= 3 && parts[2].equals("svc")) {
            return Optional.of(
                    new Call(from, because, new Place.Elsewhere(Map.of(NAMESPACE, parts[1])), Port.tcp(port), false));
        }
        if (parts.length == 1) {
            findings.add(from.deployment().finding("", because + " is nothing that is made here"));
            return Optional.empty();
        }
        return Optional.of(new Call(from, because, new Place.Anywhere(), Port.tcp(port), false));
    }

    private static Optional<Call> ours(
            Manifests manifests, Workload from, String because, Manifest service, int port, List<Finding> findings) {
        for (JsonNode each : service.at("spec.ports")) {
            if (each.path("port").asInt() == port) {
                Optional<Workload> to = manifests.workloads().stream()
                        .filter(workload -> Manifests.selects(service.at("spec.selector"), workload.podLabels()))
                        .findFirst();
                return to.map(workload -> new Call(
                        from,
                        because,
                        new Place.Pods(workload.podLabels()),
                        Port.tcp(ReferenceRule.port(
                                workload, each.path("targetPort").asText(String.valueOf(port)))),
                        true));
            }
        }
        findings.add(from.deployment().finding("", because + ": the Service has no such port"));
        return Optional.empty();
    }

    private static Optional<Call> kafka(
            Manifests manifests, Workload from, String because, Manifest kafka, int port, List<Finding> findings) {
        for (JsonNode listener : kafka.at("spec.kafka.listeners")) {
            if (listener.path("port").asInt() == port) {
                JsonNode peers = listener.path("networkPolicyPeers");
                boolean in = peers.isMissingNode();
                for (JsonNode peer : peers) {
                    in |= matches(peer, new Place.Pods(from.podLabels()));
                }
                if (!in) {
                    findings.add(kafka.finding(
                            "spec.kafka.listeners", "networkPolicyPeers do not let " + from.name() + " in"));
                }
                return Optional.of(
                        new Call(from, because, new Place.Pods(Generated.brokers(kafka)), Port.tcp(port), false));
            }
        }
        findings.add(from.deployment().finding("", because + ": Kafka/" + kafka.name() + " has no listener there"));
        return Optional.empty();
    }

    private static Optional<Workload> at(Manifests manifests, Map<String, String> labels) {
        return manifests.workloads().stream()
                .filter(workload -> workload.podLabels().equals(labels))
                .findFirst();
    }

    /**
     * The rules of policies that select these pods and match a place and a port.
     *
     * @param called whose ports have names, where it is ours
     */
    private static Set<JsonNode> rules(
            List<Manifest> policies,
            String way,
            Map<String, String> pod,
            Place other,
            Port port,
            Optional<Workload> called) {
        Set<JsonNode> found = new LinkedHashSet<>();
        for (Manifest policy : policies) {
            boolean concerned = Manifests.chooses(policy.at("spec.podSelector"), pod);
            for (JsonNode rule : policy.at("spec." + way)) {
                JsonNode peers = rule.path(way.equals("egress") ? "to" : "from");
                boolean matches = peers.isEmpty();
                for (JsonNode peer : peers) {
                    matches |= matches(peer, other);
                }
                if (concerned && matches && opens(rule, port, called)) {
                    found.add(rule);
                }
            }
        }
        return found;
    }

    /** Whether a rule is for a port; a name is that of a port of the pod that is called. */
    private static boolean opens(JsonNode rule, Port port, Optional<Workload> called) {
        if (rule.path("ports").isEmpty()) {
            return true;
        }
        for (JsonNode each : rule.path("ports")) {
            JsonNode said = each.path("port");
            int first = said.isTextual()
                    ? called.map(workload -> ReferenceRule.port(workload, said.asText()))
                            .orElse(-1)
                    : said.asInt();
            int last = each.path("endPort").asInt(first);
            boolean any = said.isMissingNode();
            if (each.path("protocol").asText("TCP").equals(port.protocol())
                    && (any || (first <= port.number() && port.number() <= last))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(JsonNode peer, Place place) {
        JsonNode pods = peer.path("podSelector");
        JsonNode namespaces = peer.path("namespaceSelector");
        return switch (place) {
            case Place.Pods(Map<String, String> labels) ->
                namespaces.isMissingNode() && !peer.has("ipBlock") && Manifests.chooses(pods, labels);
            case Place.Elsewhere(Map<String, String> labels) ->
                namespaces.isObject() && Manifests.chooses(namespaces, labels);
            case Place.Anywhere() -> peer.has("ipBlock");
        };
    }

    /** The edge reaches a service, and Prometheus its metrics. */
    private static void ingress(
            Manifests manifests, List<Manifest> policies, Workload workload, List<Finding> findings) {
        Code code = Code.of(workload.name());
        record Door(String label, int port, String who) {}
        for (Door door : List.of(
                new Door("flagships.nz/gateway", code.httpPort(), "the gateway"),
                new Door("flagships.nz/monitoring", code.managementPort(), "Prometheus"))) {
            Place from = new Place.Elsewhere(Map.of(door.label(), "true"));
            if (rules(policies, "ingress", workload.podLabels(), from, Port.tcp(door.port()), Optional.of(workload))
                    .isEmpty()) {
                findings.add(workload.deployment()
                        .finding(
                                "",
                                "no NetworkPolicy lets " + door.who() + " (a namespace with the label " + door.label()
                                        + "=true) in at port " + door.port()));
            }
        }
    }

    /** Rules of the service's own policies that no setting needs. */
    private static void surplus(
            List<Manifest> policies, Workload workload, Set<JsonNode> needed, List<Finding> findings) {
        for (Manifest policy : policies) {
            boolean own = !policy.at("spec.podSelector").isEmpty()
                    && Manifests.chooses(policy.at("spec.podSelector"), workload.podLabels());
            if (own) {
                JsonNode rules = policy.at("spec.egress");
                for (int i = 0; i < rules.size(); i++) {
                    if (!needed.contains(rules.get(i))) {
                        findings.add(policy.finding(
                                "spec.egress[" + i + "]",
                                "lets out to where no setting of " + workload.name() + " points"));
                    }
                }
                JsonNode in = policy.at("spec.ingress");
                for (int i = 0; i < in.size(); i++) {
                    if (in.get(i).path("from").isEmpty()
                            || in.get(i).path("ports").isEmpty()) {
                        findings.add(
                                policy.finding("spec.ingress[" + i + "]", "must say who may come, and to which port"));
                    }
                }
            }
        }
    }
}
