package org.signalbox.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.command.FabricDocument;
import org.signalbox.vswitch.SwitchSpec;

/**
 * A best practice. Register it as a service; it counts while the service is there. One that throws, or does not answer
 * within a second, is told as failed and harms nothing else.
 */
@ConsumerType
public interface Practice {

    /** What it asks for; always the same. */
    Rule rule();

    /**
     * Where a fabric is not as it asks. Called by any thread, several at once; must neither change anything nor wait.
     *
     * @param document as it stands, a valid one
     * @return in the document's order
     */
    List<Finding> check(FabricDocument document);

    /** The switches of a document, in its order, by the names that commands take: {@code prod}, {@code host1/prod}. */
    static Map<String, SwitchSpec> switches(FabricDocument document) {
        final Map<String, SwitchSpec> switches = new LinkedHashMap<>();
        document.switches().forEach(spec -> switches.put(spec.name(), spec));
        document.hosts().forEach(host -> host.switches()
                .forEach(spec -> switches.put(host.name() + "/" + spec.name(), spec)));
        return switches;
    }
}
