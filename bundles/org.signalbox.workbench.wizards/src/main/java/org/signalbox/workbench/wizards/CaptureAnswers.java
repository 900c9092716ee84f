package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.workbench.Cmdlet;

/**
 * A capture as the wizard is told of it.
 *
 * @param places    what is captured: one for each switch
 * @param filter    in libpcap's syntax; empty for all frames
 * @param direction {@code in}, {@code out} or {@code both}
 * @param path      of the file or the pipe; where there are several switches, each file has its switch in its name
 * @param snap      bytes of a frame that are kept; empty for all
 * @param megabytes of a file, after which the next one's turn comes; empty for one file
 * @param files     that are kept when they take turns; empty for all
 * @param seconds   after which it ends; empty for when it is stopped
 */
record CaptureAnswers(List<Place> places, String filter, String direction, String path, String snap, String megabytes,
        String files, String seconds) implements Plan.Answers {

    static final String PLACES = "places";
    static final String FILTER = "filter";
    static final String PATH = "path";
    static final String SNAP = "snap";
    static final String SIZE = "size";
    static final String FILES = "files";
    static final String SECONDS = "seconds";
    private static final long MEGABYTE = 1_048_576;
    private static final int MOST_SNAP = 262_144;
    private static final int MOST_MEGABYTES = 1_048_576;
    private static final int MOST_FILES = 100_000;

    /**
     * A switch, or some adapters of it.
     *
     * @param adapters none for all of them
     */
    record Place(String switchName, List<String> adapters) {
    }

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        checks.given(PLACES, places.isEmpty() ? "" : "some", "a machine or a switch");
        if (checks.given(PATH, path, "the path of a file, or of a named pipe") && !path.startsWith("/")) {
            checks.refuse(PATH, "Found \"" + path + "\", expected a path that begins with /.");
        }
        filtered(checks);
        final List<Cmdlet> commands = new ArrayList<>();
        for (final Place place : places) {
            Cmdlet start = Cmdlet.of("Start-VMSwitchCapture").with("VMSwitchName", place.switchName())
                    .with("Path", places.size() == 1 ? path : named(place.switchName()));
            if (!place.adapters().isEmpty()) {
                start = start.with("VMNetworkAdapterName", place.adapters());
            }
            if (!filter.isEmpty()) {
                start = start.with("Filter", filter);
            }
            commands.add(limited(start.with("Direction", direction)));
        }
        limits(checks);
        return new Plan(commands, checks.problems(), notes());
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        notes.add("Undo does not take a capture back: Stop-VMSwitchCapture ends it and completes its file.");
        if (seconds.isEmpty()) {
            notes.add("It goes on until it is stopped.");
        }
        return notes;
    }

    private void filtered(Checks checks) {
        try {
            if (!filter.isEmpty()) {
                FilterExpression.compile(filter);
            }
        } catch (FilterException nonsense) {
            checks.refuse(FILTER, "Filter: " + nonsense.getMessage());
        }
    }

    private void limits(Checks checks) {
        optional(checks, SNAP, snap, MOST_SNAP);
        optional(checks, SIZE, megabytes, MOST_MEGABYTES);
        optional(checks, FILES, files, MOST_FILES);
        optional(checks, SECONDS, seconds, Integer.MAX_VALUE);
        if (megabytes.isEmpty() && !files.isEmpty()) {
            checks.refuse(FILES, "Found a number of files without a size, expected both.");
        }
    }

    private static void optional(Checks checks, String field, String text, long most) {
        if (!text.isEmpty()) {
            checks.number(field, text, 1, most);
        }
    }

    private Cmdlet limited(Cmdlet start) {
        Cmdlet limited = with(start, "SnapLength", snap, 1);
        limited = with(limited, "FileSize", megabytes, MEGABYTE);
        limited = with(limited, "FileCount", files, 1);
        return with(limited, "Seconds", seconds, 1);
    }

    private static Cmdlet with(Cmdlet cmdlet, String parameter, String text, long unit) {
        return text.matches("[0-9]{1,12}") ? cmdlet.with(parameter, Long.parseLong(text) * unit) : cmdlet;
    }

    /** {@code /tmp/all.pcapng} for a switch {@code h1/prod}: {@code /tmp/all-h1-prod.pcapng}. */
    private String named(String switchName) {
        final int dot = path.lastIndexOf('.');
        final int end = dot > path.lastIndexOf('/') ? dot : path.length();
        return path.substring(0, end) + "-" + switchName.replace('/', '-') + path.substring(end);
    }
}
