package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.SwitchSpec;

/**
 * The extensions that have to run on a switch for a port's NIC to be connected. Made again whenever one of them comes
 * or goes; that one fails is seen at once. Given to a link between two batches; read by its worker.
 */
final class MandatoryExtensions {
    /** Of a port that requires none. */
    static final MandatoryExtensions NONE = new MandatoryExtensions("", new EnabledExtension[0]);

    private final String missing;
    private final EnabledExtension[] present;

    private MandatoryExtensions(final String missing, final EnabledExtension[] present) {
        this.missing = missing;
        this.present = present;
    }

    /**
     * Those of a port.
     *
     * @param ids     what the port requires
     * @param spec    of the switch
     * @param enabled the extensions that have stages there, by id
     */
    static MandatoryExtensions of(final List<String> ids, final SwitchSpec spec,
            final Map<String, EnabledExtension> enabled) {
        final List<EnabledExtension> present = new ArrayList<>();
        for (final String id : ids) {
            if (!enabled.containsKey(id)) {
                return new MandatoryExtensions("it requires " + id + (spec.extensions().contains(id)
                        ? ", which no running bundle provides" : ", which is not enabled on the switch"),
                        new EnabledExtension[0]);
            }
            present.add(enabled.get(id));
        }
        return ids.isEmpty() ? NONE : new MandatoryExtensions("", present.toArray(EnabledExtension[]::new));
    }

    /** Whether all of them are enabled and there, whether they run or have failed. */
    boolean arePresent() {
        return missing.isEmpty();
    }

    /** Whether all of them run. Cheap enough to be asked per frame. */
    boolean run() {
        if (!missing.isEmpty()) {
            return false;
        }
        for (final EnabledExtension each : present) {
            if (each.fault() != null) {
                return false;
            }
        }
        return true;
    }

    /** Which of them does not run and why, in one clause; empty when all do. */
    String complaint() {
        if (!missing.isEmpty()) {
            return missing;
        }
        for (final EnabledExtension each : present) {
            final String fault = each.fault();
            if (fault != null) {
                return "it requires " + each.id() + ", which failed: " + fault;
            }
        }
        return "";
    }
}
