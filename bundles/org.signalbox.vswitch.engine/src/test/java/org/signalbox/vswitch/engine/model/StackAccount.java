package org.signalbox.vswitch.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.vswitch.Direction;

/** What came of frames and faults, in words that can be compared; kept by the model, and by who looks at the engine. */
public final class StackAccount {
    /** By switch, port and origin, in order: what was delivered. */
    private final Map<String, List<String>> deliveries = new TreeMap<>();
    /** By switch, frame, pass and destination, in order: the extensions that it met. */
    private final Map<String, List<String>> visits = new TreeMap<>();
    /** Who was reported to have failed, and where. */
    private final List<String> reports = new ArrayList<>();

    public void delivered(final String where, final int origin, final String hex) {
        deliveries.computeIfAbsent(where + " from " + origin, _ -> new ArrayList<>()).add(hex);
    }

    /** @param port for which the copy is, empty on ingress */
    public void visited(final String where, final String frame, final Direction direction, final String port,
            final String id, final int version, final int value) {
        visits.computeIfAbsent(where + " frame " + frame + " " + direction + " " + port, _ -> new ArrayList<>())
                .add(id + " v" + version + " =" + value);
    }

    public void reported(final String id, final String where) {
        reports.add(id + " on " + where);
    }

    public Map<String, List<String>> deliveries() {
        return deliveries;
    }

    public Map<String, List<String>> visits() {
        return visits;
    }

    public List<String> reports() {
        return reports.stream().sorted().toList();
    }

    public void clear() {
        deliveries.clear();
        visits.clear();
        reports.clear();
    }
}
