package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.Following.Selection;

/**
 * Starts a capture. Sources of the habits: Windows' {@code pktmon start --capture}, where a packet is seen at each
 * component that it passes; Cisco's {@code monitor capture ... in|out|both}; {@code dumpcap -b} for files that take
 * turns.
 */
@Component(service = Command.class)
public final class StartVMSwitchCapture implements Operation<StartVMSwitchCapture.Parameters> {
    private static final int LEAST_FILE = 4_096;
    private static final int MOST_FILES = 100_000;
    // of a file's mode: inode(7), S_IFMT and so on
    private static final int KINDS = 0170000;
    private static final int NAMED_PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the live switch.") String vmSwitchName,
            @Doc("Where the pcapng file goes: a path that is free, or a named pipe that is there.") String path,
            @Doc("Names of the adapters where frames are captured; without it, all.") @Default("[]")
            List<String> vmNetworkAdapterName,
            @Doc("Frames that are captured, in the syntax of tcpdump, as they enter the switch; without it, all.")
            Optional<String> filter,
            @Doc("Which frames of the adapters: in, those that enter the switch there; out, those that leave it there.")
            @Default("both") CaptureWays direction,
            @Doc("Bytes of a frame that are kept at most.") @Default("262144")
            @Range(min = 1, max = Selection.MOST_SNAP_LENGTH) int snapLength,
            @Doc("Bytes of packets after which the next file's turn comes; names get a number and the time. Without it, one file.")
            @Range(min = 1, max = Long.MAX_VALUE) Optional<Long> fileSize,
            @Doc("Files that are kept when they take turns, the oldest go; without it, all.")
            @Range(min = 1, max = MOST_FILES) Optional<Integer> fileCount,
            @Doc("Seconds after which it ends; without it, when it is stopped.")
            @Range(min = 1, max = Integer.MAX_VALUE) Optional<Integer> seconds,
            @Doc("Frames after which it ends, as many as stand in its files.")
            @Range(min = 1, max = Long.MAX_VALUE) Optional<Long> frameCount,
            @Doc("What the capture is called; without it, as its switch.") Optional<String> name,
            @Doc("Replace a file that is there, or write to a character device.") @Default("false") boolean force) {
        public Parameters {
            vmNetworkAdapterName = List.copyOf(vmNetworkAdapterName);
        }
    }

    private final Captures captures;

    @Activate
    public StartVMSwitchCapture(@Reference Captures captures) {
        this.captures = captures;
    }

    @Override
    public CommandName name() {
        return new CommandName("Start", "VMSwitchCapture");
    }

    @Override
    public String summary() {
        return "Captures frames of a live switch to a pcapng file or a pipe, with what became of each in its comment.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<GetVMSwitchCapture.Row> execute(Parameters given) throws RefusedException {
        final CaptureRequest request = request(given);
        return List.of(captures.start(given.name(), request, output(given)).row());
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        final CaptureRequest request = request(given);
        return "Would capture switch " + request.switchName() + " to " + output(given).place() + ".";
    }

    private CaptureRequest request(Parameters given) throws RefusedException {
        return CaptureRequest.of(captures.switches(), given.vmSwitchName(), given.vmNetworkAdapterName(),
                given.direction(), given.filter(), given.snapLength()).ending(given.seconds(), given.frameCount());
    }

    private CaptureOutput output(Parameters given) throws RefusedException {
        final Path path = path(given.path());
        if (given.fileSize().orElse(Long.MAX_VALUE) < LEAST_FILE) {
            throw new RefusedException("found a file size of " + given.fileSize().get() + " bytes, expected at least "
                    + LEAST_FILE);
        }
        if (given.fileCount().isPresent() && given.fileSize().isEmpty()) {
            throw new RefusedException("found a file count without a file size, expected both: files take turns when "
                    + "one has its size");
        }
        if (captures.isWritten(path)) {
            throw new RefusedException(path + ": found a capture that is written there, expected another place");
        }
        final boolean pipe = isPipe(path, given.force());
        if (pipe && given.fileSize().isPresent()) {
            throw new RefusedException(path + ": found a pipe, expected a file, since pipes take no turns");
        }
        if (given.fileSize().isEmpty() && Files.isRegularFile(path) && !given.force()) {
            throw new RefusedException(path + ": found a file, expected a place that is free, or -Force to replace it");
        }
        return pipe ? new PipeOutput(path) : new FileOutput(path, given.fileSize().orElse(0L),
                given.fileCount().orElse(0), given.force());
    }

    /** Whether it is written as a pipe is: a named pipe, or by force a character device. */
    private static boolean isPipe(Path path, boolean force) throws RefusedException {
        if (!Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path)) {
            return false;
        }
        final int kind = kind(path);
        if (kind == CHARACTER_DEVICE && !force) {
            throw new RefusedException(path + ": found a character device, expected a place that is free, a named "
                    + "pipe, or -Force to write to the device");
        }
        if (kind != NAMED_PIPE && kind != CHARACTER_DEVICE) {
            throw new RefusedException(path + ": found " + (kind == BLOCK_DEVICE ? "a block device" : "no file")
                    + ", expected a place that is free, or a named pipe");
        }
        return true;
    }

    private static int kind(Path path) throws RefusedException {
        try {
            return (int) Files.getAttribute(path, "unix:mode") & KINDS;
        } catch (IOException | UnsupportedOperationException unknown) {
            throw new RefusedException(path + ": found something that cannot be looked at (" + unknown.getMessage()
                    + "), expected a place that is free", unknown);
        }
    }

    private static Path path(String text) throws RefusedException {
        try {
            final Path path = Path.of(text).toAbsolutePath().normalize();
            if (!text.isEmpty() && !text.equals("-") && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException nonsense) {
            throw new RefusedException("found " + SchemaException.describe(text) + ", expected the path of a file",
                    nonsense);
        }
        throw new RefusedException("found " + SchemaException.describe(text) + ", expected the path of a file or a pipe;"
                + " signalbox capture writes to standard output");
    }
}
