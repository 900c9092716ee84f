package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/**
 * The rule behind a step, in the policy that it stands in.
 *
 * @param path  in the switch's document, as {@code Edit-VMSwitch -Set} takes it
 * @param value what stands there, as JSON
 * @param title where it stands, in words
 */
record Rule(String path, String value, String title) {

    private static final Pattern PART = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,9})]");

    /**
     * Finds it. A rule that is not found by its name stands for its whole policy.
     *
     * @param spec of the switch as it is
     * @return empty for a decision of the switch's own, and of an extension without a policy
     */
    static Optional<Rule> of(SwitchSpec spec, StepRow step) {
        if (!step.isExtension()) {
            return Optional.empty();
        }
        final Optional<Map<String, Object>> port = spec.ports().stream()
                .filter(each -> each.name().equals(step.port())).map(PortSpec::policies).findFirst();
        if (port.isPresent() && port.get().containsKey(step.stage())) {
            return Optional.of(of("ports." + step.port() + ".policies." + step.stage(), port.get().get(step.stage()),
                    step, "port " + step.port()));
        }
        return Optional.ofNullable(spec.policies().get(step.stage())).map(policy -> of("policies." + step.stage(),
                policy, step, "switch " + spec.name()));
    }

    private static Rule of(String path, Object policy, StepRow step, String owner) {
        final Optional<Object> inner = step.rule().isEmpty() ? Optional.empty() : inner(policy, step.rule());
        return inner.map(value -> new Rule(path + "." + step.rule(), JsonText.compact(value),
                step.rule() + " of " + step.stage() + " at " + owner))
                .orElseGet(() -> new Rule(path, JsonText.compact(policy), step.stage() + " at " + owner));
    }

    private static Optional<Object> inner(Object policy, String rule) {
        Object now = policy;
        final Matcher parts = PART.matcher(rule);
        int end = 0;
        while (parts.find() && parts.start() == end && now != null) {
            end = parts.end();
            if (parts.group(1) != null) {
                now = now instanceof Map<?, ?> map ? map.get(parts.group(1)) : null;
            } else {
                final int index = Integer.parseInt(parts.group(2));
                now = now instanceof List<?> list && index < list.size() ? list.get(index) : null;
            }
        }
        return end == rule.length() ? Optional.ofNullable(now) : Optional.empty();
    }

    /** As it is typed behind {@code -Set}. */
    String assignment(String other) {
        return path + "=" + other.strip();
    }
}
