package org.signalbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;

/** The JSON Schema against {@code bind}, judged by another program. */
class JsonSchemaTest {

    private final Schema<Rack> schema = Schema.of(Rack.class);
    private final String text = JsonText.pretty(schema.jsonSchema());
    private final JsonSchemaFactory validators = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final JsonSchema validator = validators.getSchema(text);

    @Test
    void shouldBeASchemaItself() {
        final JsonSchema meta = validators.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertEquals(0, meta.validate(text, InputFormat.JSON).size());
    }

    @Test
    void shouldCarryDocumentationDefaultsAndRanges() {
        assertTrue(text.contains("\"description\": \"A rack of units.\""));
        assertTrue(text.contains("\"description\": \"Its name.\""));
        assertTrue(text.contains("\"default\": \"front-loaded\""));
        assertTrue(text.contains("\"maximum\": 4094"));
        assertTrue(text.contains("\"pattern\": \"^(?:[A-Za-z0-9][A-Za-z0-9._-]*)$\""));
    }

    @Test
    void shouldAgreeWithBindOnValidAndSpoiltTrees() {
        int valid = 0;
        int invalid = 0;
        for (long seed = 0; seed < 1500; seed++) {
            final Racks racks = new Racks(seed);
            Object tree = schema.unbind(racks.rack());
            for (long times = seed % 3; times > 0; times--) {
                tree = racks.spoil(tree);
            }
            final String json = JsonText.compact(tree);
            final String refusal = refusal(tree);
            if (refusal.contains("expected a tag")) {
                continue; // what a parse method refuses is beyond JSON Schema
            }
            assertEquals(refusal.isEmpty(), validator.validate(json, InputFormat.JSON).isEmpty(),
                    () -> json + ": " + refusal + " / " + validator.validate(json, InputFormat.JSON));
            valid += refusal.isEmpty() ? 1 : 0;
            invalid += refusal.isEmpty() ? 0 : 1;
        }
        assertTrue(valid > 200 && invalid > 200, valid + " valid, " + invalid + " invalid");
    }

    private String refusal(final Object tree) {
        try {
            schema.bind(tree);
            return "";
        } catch (final SchemaException refused) {
            return refused.getMessage();
        }
    }
}
