package org.signalbox.fabric.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.SchemaException;

/**
 * A document that was read and makes sense by itself, with the places of its values for what may still be found wrong.
 *
 * @param file     as complaints call it
 * @param document what it says
 * @param places   where it says so
 */
public record DocumentSource(String file, FabricDocument document, Located places) implements Complaints {

    /** @throws RefusedException with one sentence, if the file cannot be read or its document makes no sense */
    public static DocumentSource read(Path file) throws RefusedException {
        try (InputStream input = Files.newInputStream(file)) {
            return read(file.toString(), input.readNBytes(YamlReader.MOST_BYTES + 1));
        } catch (NoSuchFileException missing) {
            throw new RefusedException(file + ": found no such file, expected a fabric document", missing);
        } catch (IOException fault) {
            throw new RefusedException(file + ": found a file that cannot be read (" + fault.getMessage()
                    + "), expected a fabric document", fault);
        }
    }

    /** @param file as complaints call it */
    public static DocumentSource read(String file, byte[] bytes) throws RefusedException {
        final Located places = YamlReader.read(file, bytes);
        try {
            return new DocumentSource(file, DocumentText.document(places.tree()), places);
        } catch (SchemaException refused) {
            throw refusal(file, places, refused);
        }
    }

    @Override
    public RefusedException refusal(SchemaException complaint) {
        return refusal(file, places, complaint);
    }

    @Override
    public String place(org.signalbox.schema.Path path) {
        return file + ":" + places.find(path);
    }

    private static RefusedException refusal(String file, Located places, SchemaException complaint) {
        final Position position = complaint.aboutKey() ? places.findKey(complaint.path())
                : places.find(complaint.path());
        return new RefusedException(file + ":" + position + ": found " + complaint.found() + ", expected "
                + complaint.expected(), complaint);
    }
}
