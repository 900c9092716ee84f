package org.signalbox.vswitch.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The file system of a small Linux guest, in memory: busybox, the modules of a virtio NIC, and a script that is all of
 * its life. Written as the kernel reads it, a cpio archive of the "newc" kind.
 * Source: Linux, Documentation/driver-api/early-userspace.
 */
final class GuestImage {
    /** In the order in which they need each other. */
    private static final List<String> MODULES = List.of("virtio_ring", "virtio", "virtio_pci_legacy_dev",
            "virtio_pci_modern_dev", "virtio_pci", "failover", "net_failover", "virtio_net");
    private static final int FOLDER = 0040_755;
    private static final int PROGRAM = 0100_755;
    private static final int TERMINAL = 0020_600;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private int files;

    private GuestImage() {
    }

    /**
     * Writes an image.
     *
     * @param kernel an unpacked kernel package, with {@code lib/modules}
     * @param script what busybox's shell runs as the guest's first and last process, after the NIC is there
     */
    static void write(final Path image, final Path kernel, final Path busybox, final String script)
            throws IOException {
        final GuestImage root = new GuestImage();
        for (final String folder : List.of("bin", "dev", "proc", "modules")) {
            root.add(folder, FOLDER, new byte[0], 0);
        }
        root.add("dev/console", TERMINAL, new byte[0], 5 << 8 | 1);
        root.add("bin/busybox", PROGRAM, Files.readAllBytes(busybox), 0);
        final StringBuilder start = new StringBuilder("""
                #!/bin/busybox sh
                /bin/busybox --install -s /bin
                export PATH=/bin
                mount -t proc proc /proc
                mount -t devtmpfs dev /dev
                """);
        for (final String module : MODULES) {
            root.add("modules/" + module, PROGRAM, Files.readAllBytes(find(kernel, module + ".ko")), 0);
            start.append("insmod /modules/").append(module).append('\n');
        }
        root.add("init", PROGRAM, start.append(script).toString().getBytes(StandardCharsets.UTF_8), 0);
        root.add("TRAILER!!!", 0, new byte[0], 0);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(image))) {
            root.archive.writeTo(out);
        }
    }

    private static Path find(final Path folder, final String name) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name)).findFirst()
                    .orElseThrow(() -> new IOException("found no " + name + " below " + folder));
        }
    }

    private void add(final String name, final int mode, final byte[] content, final int device) {
        final int[] fields = {++files, mode, 0, 0, 1, 0, content.length, 0, 0, device >> 8, device & 0xFF,
            name.length() + 1, 0};
        final StringBuilder header = new StringBuilder("070701");
        for (final int field : fields) {
            header.append(String.format("%08X", field));
        }
        archive.writeBytes((header + name + "\0").getBytes(StandardCharsets.US_ASCII));
        pad();
        archive.writeBytes(content);
        pad();
    }

    private void pad() {
        while (archive.size() % 4 != 0) {
            archive.write(0);
        }
    }
}
