package org.signalbox.fabric;

import java.util.List;
import java.util.Map;

import org.signalbox.command.FabricDocument;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.fabric.journal.History;

/**
 * The fabric at one revision; what readers see, whole.
 *
 * @param document desired state
 * @param tree     the document as a tree
 * @param revision grows with each change
 * @param warnings what the last change left to warn of
 * @param history  what led here
 */
record LiveState(FabricDocument document, Map<String, Object> tree, long revision, List<String> warnings,
        History history) {

    static LiveState of(FabricDocument document, long revision, List<String> warnings, History history) {
        return new LiveState(document, DocumentText.tree(document), revision, warnings, history);
    }
}
