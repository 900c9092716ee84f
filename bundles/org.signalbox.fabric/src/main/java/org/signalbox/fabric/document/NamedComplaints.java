package org.signalbox.fabric.document;

import java.util.List;
import java.util.Map;

import org.signalbox.command.RefusedException;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;

/** Places of a document that was never a file: things by their names, {@code switches[name=prod].ports[name=vm1]}. */
public record NamedComplaints(Object tree) implements Complaints {

    @Override
    public RefusedException refusal(SchemaException complaint) {
        return new RefusedException(place(complaint.path()) + ": found " + complaint.found() + ", expected "
                + complaint.expected(), complaint);
    }

    @Override
    public String place(Path path) {
        Path named = Path.ROOT;
        Object at = tree;
        for (Path.Segment segment : path.segments()) {
            at = switch (segment) {
                case Path.Key(String key) -> {
                    named = named.key(key);
                    yield at instanceof Map<?, ?> map ? map.get(key) : null;
                }
                case Path.Index(int index) -> {
                    final Object element = at instanceof List<?> list && index < list.size() ? list.get(index) : null;
                    named = element instanceof Map<?, ?> map && map.get("name") instanceof String name
                            ? named.name(name) : named.index(index);
                    yield element;
                }
                case Path.Name(String name) -> {
                    named = named.name(name);
                    yield null;
                }
            };
        }
        return named.toString();
    }
}
