package org.signalbox.ship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;

/** The face {@code index}: says what it left out and how many bundles it found. */
@Component(property = Face.NAME + "=index")
public final class IndexFace implements Face {
    private static final String USAGE = "index FOLDER";

    @Override
    public int run(final List<String> arguments) throws InterruptedException {
        return Refusable.run("index", () -> index(folder(arguments)));
    }

    private static Path folder(final List<String> arguments) throws RefusedException {
        if (arguments.size() != 1 || arguments.getFirst().startsWith("--")) {
            throw new RefusedException("found '" + String.join(" ", arguments) + "', expected " + USAGE);
        }
        try {
            final Path folder = Path.of(arguments.getFirst());
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (final InvalidPathException nonsense) {
            throw new RefusedException("found '" + arguments.getFirst() + "', expected a folder", nonsense);
        }
        throw new RefusedException("found no folder " + arguments.getFirst() + ", expected one with bundles");
    }

    private static int index(final Path folder) throws RefusedException {
        try (Delivery delivery = Delivery.to(folder)) {
            final RepositoryIndex index = RepositoryIndex.of(delivery.bundles());
            index.leftOut().forEach(each -> System.out.println("left out: " + each + " is no bundle"));
            delivery.put(RepositoryIndex.FILE, index.xml());
            delivery.publish();
            System.out.println(folder.resolve(RepositoryIndex.FILE) + ": " + index.words());
            return 0;
        } catch (final IOException fault) {
            throw new RefusedException(folder + ": found a folder that cannot be indexed (" + fault
                    + "), expected one that can be read and written", fault);
        }
    }
}
