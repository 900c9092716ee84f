package org.signalbox.house.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Does what a page says, fence by fence, from the folder that it begins in. Bounded in all that it waits for. */
public final class Reader implements AutoCloseable {
    private static final int COMMAND_SECONDS = 180;
    private static final int LOOK_SECONDS = 60;
    private static final Pattern STAYS = Pattern.compile("\\S*product/signalbox console(?! .*--script)( .*)?");
    private static final Pattern LOOKS = Pattern.compile("(?i)(Get|Measure)-\\w+.*");

    private final Path top;
    private final Path work;
    private final Map<String, String> environment;
    private final Listings listings;
    private Path folder;
    private String printed = "";
    private Optional<String> looked = Optional.empty();
    private ConsoleProcess console;
    private StayingProcess staying;

    /**
     * @param top         where the page's first command is run
     * @param work        for the reader's own files
     * @param environment what its commands find besides this process's
     */
    public Reader(final Path top, final Path work, final Map<String, String> environment) throws IOException {
        this.top = top;
        this.work = Files.createDirectories(work);
        this.environment = environment;
        this.listings = new Listings(work);
        this.folder = top;
    }

    /** @throws AssertionError with place and reason, if something is not as the page has it */
    public void follow(final List<Fence> fences) throws Exception {
        for (final Fence fence : fences) {
            if (fence.reasonNotToRun().isPresent()) {
                continue;
            }
            try {
                follow(fence);
            } catch (final AssertionError wrong) {
                throw new AssertionError(fence.place() + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    private void follow(final Fence fence) throws Exception {
        final Optional<String> written = fence.said("writes");
        final Optional<String> within = fence.said("in");
        if (written.isPresent()) {
            Files.writeString(Files.createDirectories(folder.resolve(written.get()).getParent())
                    .resolve(Path.of(written.get()).getFileName()), fence.text());
        } else if (within.isPresent()) {
            require(Files.readString(folder.resolve(within.get())).contains(fence.text()),
                    "found a listing that does not stand in " + within.get());
        } else {
            switch (fence.kind()) {
                case "sh" -> shell(fence);
                case "powershell" -> type(fence);
                case "text" -> compare(fence);
                case "java" -> listings.complaint(fence.text(), top).ifPresent(why -> require(false, why));
                case "yaml" -> document(fence);
                default -> require(false, "found a fence \"" + fence.kind() + "\" that nothing runs, expected sh, "
                        + "powershell, text, java or yaml, or a directive above it");
            }
        }
    }

    private static void require(final boolean condition, final String sentence) {
        if (!condition) {
            throw new AssertionError(sentence);
        }
    }

    // ---- what is typed into a shell

    private void shell(final Fence fence) throws IOException, InterruptedException {
        printed = "";
        looked = Optional.empty();
        final List<String> commands = fence.commands();
        for (int k = 0; k < commands.size(); k++) {
            final int expected = k < commands.size() - 1 ? 0 : fence.said("fails").map(Integer::parseInt).orElse(0);
            if (STAYS.matcher(commands.get(k)).matches()) {
                open(commands.get(k));
            } else if (fence.directive().equals("stays") && k == commands.size() - 1) {
                stay(commands.get(k));
            } else {
                run(commands.get(k), expected);
            }
        }
    }

    private void run(final String command, final int expected) throws IOException, InterruptedException {
        final Path out = work.resolve("out");
        final Path left = work.resolve("folder");
        // the folder that a line leaves the shell in is where the next one begins
        final Process process = shell(command + "\ncode=$?\npwd >'" + left + "'\nexit $code")
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("$ " + command + "\ndid not end:\n" + Files.readString(out));
        }
        final String said = Files.readString(out);
        require(process.exitValue() == expected, "$ " + command + "\nended with " + process.exitValue() + ", expected "
                + expected + ":\n" + said);
        folder = Path.of(Files.readString(left).strip());
        printed += said;
    }

    private void stay(final String command) throws IOException {
        require(staying == null, "found a second command that stays, expected one on a page");
        staying = new StayingProcess(shell("exec " + command));
    }

    private ProcessBuilder shell(final String script) {
        final ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    // ---- what is typed into the console

    private void open(final String command) throws IOException, InterruptedException {
        if (console != null) {
            console.close();
        }
        console = new ConsoleProcess(shell("exec " + command).redirectInput(ProcessBuilder.Redirect.PIPE),
                work.resolve("console.err"));
        printed = console.type("");
    }

    private ConsoleProcess console() throws IOException, InterruptedException {
        if (console == null) {
            open("product/signalbox console --fabric product/samples/demo-lab.yaml");
        }
        return console;
    }

    private void type(final Fence fence) throws IOException, InterruptedException {
        final StringBuilder all = new StringBuilder();
        for (final String command : fence.commands()) {
            all.append(console().type(command));
        }
        printed = all.toString();
        looked = fence.commands().size() == 1 ? fence.commands().stream().filter(LOOKS.asMatchPredicate()).findFirst()
                : Optional.empty();
    }

    private void compare(final Fence fence) throws IOException, InterruptedException {
        if (fence.directive().equals("stays")) {
            require(staying != null, "found the output of what stays, expected a command that does before it");
            printed = staying.printed(fence.text(), LOOK_SECONDS);
        } else {
            lookAgain(fence);
        }
        require(Shown.matches(fence.text(), printed), "the page shows\n" + fence.text() + "and this was seen:\n"
                + printed);
    }

    /** What only looks is looked at again for a while: a reader does so, too, until the traffic has come. */
    private void lookAgain(final Fence fence) throws IOException, InterruptedException {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOOK_SECONDS);
        while (looked.isPresent() && !Shown.matches(fence.text(), printed) && System.nanoTime() < end) {
            Thread.onSpinWait();
            printed = console().type(looked.get());
        }
    }

    private void document(final Fence fence) throws IOException, InterruptedException {
        final Path file = Files.writeString(work.resolve("document.yaml"), fence.text());
        console().type("Import-Fabric '" + file + "' -WhatIf");
    }

    @Override
    public void close() {
        if (staying != null) {
            staying.close();
        }
        if (console != null) {
            console.close();
        }
    }
}
