package org.signalbox.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.decision.Decision;

/** The schema that people outside read is the one that the trace is written by. */
class PublishedTraceSchemaTest {

    @Test
    void shouldBeTheSchemaOfDecisions() throws IOException {
        assertEquals(JsonText.pretty(Schema.of(Decision.class).jsonSchema()),
                Files.readString(Path.of("../../product/schema/trace.schema.json")),
                "product/schema/trace.schema.json is out of date");
    }
}
